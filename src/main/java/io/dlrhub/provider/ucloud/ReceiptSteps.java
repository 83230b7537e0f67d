package io.dlrhub.provider.ucloud;

import io.dlrhub.provider.GiveBack;
import io.dlrhub.provider.HttpAnswer;
import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.report.PullObserver;
import io.dlrhub.report.PullOutcome;
import io.dlrhub.report.Rejected;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.util.ObjectHelper;

/**
 * The steps of the two query Kamelets: ids in, final reports out. Headers of the caller survive and
 * are not sent.
 */
public abstract class ReceiptSteps extends UCloudClient {

  private static final String IDS = "dlrQueryIds";

  private final QueryKind kind;
  private Credentials credentials;
  private QueryReader reader;
  private PullObserver observer;

  ReceiptSteps(QueryKind kind) {
    this.kind = kind;
  }

  /**
   * Checks every option.
   *
   * @throws IllegalArgumentException naming the option, its value and what is accepted
   */
  public void start() {
    credentials = credentials();
    reader = new QueryReader(kind, account(), new PhoneNumbers(phoneRegion()), clock());
    observer = observer();
  }

  /**
   * Makes the message the signed request, or an empty list where there is nothing to ask for.
   *
   * @throws IllegalArgumentException for more than 100 ids, or a blank one
   */
  public void sign(Exchange exchange) {
    List<String> ids = ids(exchange.getMessage().getBody());
    exchange.removeProperty(Rejected.PROPERTY);
    exchange.removeProperty(QueryResult.PENDING);
    exchange.removeProperty(IDS);
    if (ids.isEmpty()) {
      exchange.getMessage().setBody(List.of());
      return;
    }
    exchange.setProperty(IDS, ids);
    Map<String, String> parameters = credentials.parameters(kind.action);
    for (int i = 0; i < ids.size(); i++) {
      parameters.put(kind.parameter + "." + i, ids.get(i));
    }
    putRequest(exchange, SignedForm.of(parameters, credentials.privateKey()));
  }

  /** Makes the message the reports. */
  public void read(Exchange exchange) throws UCloudRefusal {
    @SuppressWarnings("unchecked")
    List<String> asked = (List<String>) exchange.removeProperty(IDS);
    HttpAnswer answer = HttpAnswer.take(exchange);
    exchange.getExchangeExtension().addOnCompletion(new GiveBack(answer.held()));
    QueryResult result = read(answer, asked);
    exchange.getMessage().setBody(result.reports());
    if (!result.rejected().isEmpty()) {
      exchange.setProperty(Rejected.PROPERTY, result.rejected());
    }
    exchange.setProperty(QueryResult.PENDING, result.pending());
  }

  private QueryResult read(HttpAnswer answer, List<String> asked) throws UCloudRefusal {
    try {
      QueryResult result = reader.read(answer, asked);
      ended(PullOutcome.OK, null);
      return result;
    } catch (UCloudRefusal e) {
      ended(e.outcome(), e.getMessage());
      throw e;
    }
  }

  private void ended(PullOutcome outcome, String problem) {
    observer.pulled(ReceiptNormaliser.PROVIDER, account(), kind.action, outcome);
    observer.problem(ReceiptNormaliser.PROVIDER, account(), kind.action, problem);
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
}
