package io.dlrhub.provider.ucloud;

import io.dlrhub.report.Rejected;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.util.ObjectHelper;

/**
 * The step <em>sign</em> of a query: makes the message the signed request for the ids that are its
 * body, or an empty list where there is nothing to ask for. Headers of the caller survive and are
 * not sent.
 */
public final class QuerySign extends UCloudSigner {

  /** Name of the exchange property that carries the ids asked for; absent if there are none. */
  static final String IDS = "dlrQueryIds";

  private QueryKind kind = QueryKind.USMS;

  /**
   * Checks the keys, and region and zone where UCloud wants them.
   *
   * @throws IllegalArgumentException naming the option that is missing
   */
  @Override
  public void start() {
    super.start();
    if (kind == QueryKind.ISMS) {
      requireRegionAndZone();
    }
  }

  /**
   * Signs.
   *
   * @throws IllegalArgumentException for more than 100 ids, or a blank one
   */
  @Override
  public void process(Exchange exchange) {
    List<String> ids = ids(exchange.getMessage().getBody());
    exchange.removeProperty(Rejected.PROPERTY);
    exchange.removeProperty(QuerySplit.PENDING);
    exchange.removeProperty(IDS);
    if (ids.isEmpty()) {
      exchange.getMessage().setBody(List.of());
      return;
    }
    exchange.setProperty(IDS, ids);
    Map<String, String> parameters = parameters(kind.action);
    for (int i = 0; i < ids.size(); i++) {
      parameters.put(kind.parameter + "." + i, ids.get(i));
    }
    putRequest(exchange, parameters);
  }

  private static List<String> ids(Object body) {
    Collection<?> given =
        body instanceof Collection<?> many
            ? many
            : ObjectHelper.isEmpty(body) ? List.of() : List.of(body);
    List<String> ids = given.stream().map(String::valueOf).distinct().toList();
    if (ids.size() > QueryKind.MAX_IDS) {
      throw new IllegalArgumentException(
          ids.size() + " message ids in one query, accepted are at most " + QueryKind.MAX_IDS);
    }
    if (given.stream().anyMatch(Objects::isNull) || ids.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("a message id in the query is blank");
    }
    return ids;
  }

  /** Which call, {@code usms} or {@code isms}; default {@code usms}. */
  public void setKind(String value) {
    kind = QueryKind.parse(value);
  }
}
