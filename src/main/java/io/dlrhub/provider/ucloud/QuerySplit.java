package io.dlrhub.provider.ucloud;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.dlrhub.memory.MemoryRefused;
import io.dlrhub.provider.HttpAnswer;
import io.dlrhub.report.PullOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * The step <em>split</em> of a query: makes the answer {@link Receipts}, of final results only, and
 * puts the ids that have anything else yet beside them as {@link #PENDING}. The body is walked
 * once.
 */
public final class QuerySplit extends QueryStep {

  /** Name of the exchange property that carries the pending ids, a {@code List<String>}. */
  static final String PENDING = "dlrPending";

  @Override
  void step(Exchange exchange) throws UCloudRefusal {
    @SuppressWarnings("unchecked")
    List<String> asked = (List<String>) exchange.removeProperty(QuerySign.IDS);
    HttpAnswer answer = exchange.getMessage().getBody(HttpAnswer.class);
    ReceiptGroups groups = split(answer);
    groups.result().putOn(exchange);
    exchange.setProperty(PENDING, groups.pending(asked));
    ended(PullOutcome.OK, null);
  }

  /**
   * Splits an answer.
   *
   * @throws UCloudRefusal if it is none: not JSON, without RetCode, a RetCode other than 0
   */
  ReceiptGroups split(HttpAnswer answer) throws UCloudRefusal {
    return new Body(answer).read();
  }

  /** One body on its way through the parser. */
  private final class Body {
    private final QueryKind kind = kind();
    private final ReceiptGroups groups;
    private final byte[] bytes;
    private long retCode = -1;
    private String message;

    Body(HttpAnswer answer) {
      this.bytes = answer.body();
      this.groups = new ReceiptGroups(kind, account(), bytes, answer.held());
    }

    ReceiptGroups read() throws UCloudRefusal {
      try (JsonParser json = UCloudJson.parser(bytes)) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
          throw UCloudRefusal.notUnderstood(kind.action, "the answer is not a JSON object");
        }
        readFields(json);
      } catch (MemoryRefused e) {
        throw UCloudRefusal.notUnderstood(
            kind.action, "no memory for all of the answer: " + e.getMessage());
      } catch (JsonProcessingException e) {
        throw UCloudRefusal.notUnderstood(
            kind.action, "the answer is not JSON" + UCloudJson.where(e));
      } catch (IOException e) {
        throw new UncheckedIOException("reading from memory", e);
      }
      if (retCode < 0) {
        throw UCloudRefusal.notUnderstood(kind.action, "the answer has no RetCode");
      }
      if (retCode != 0) {
        throw UCloudRefusal.of(RetCode.of(retCode), kind.action, message);
      }
      return groups;
    }

    private void readFields(JsonParser json) throws IOException {
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken value = json.nextToken();
        switch (name) {
          case "RetCode" -> retCode = Numbers.nonNegative(UCloudJson.text(json, value));
          case "Message" -> message = UCloudJson.shortText(json, value);
          case "Data" -> groups.read(json, value);
          default -> json.skipChildren();
        }
      }
    }
  }
}
