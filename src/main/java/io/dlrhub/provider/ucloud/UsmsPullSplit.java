package io.dlrhub.provider.ucloud;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.dlrhub.memory.MemoryRefused;
import io.dlrhub.provider.HttpAnswer;
import io.dlrhub.report.PullOutcome;
import io.dlrhub.report.RejectReason;
import io.dlrhub.report.Rejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step <em>split</em> of a pull (docs/protocol/ucloud.md): makes the answer {@link Receipts},
 * and the {@link PullVerdict} that of the whole answer. The body is walked once; what could be read
 * of one that breaks off stays, and its bytes are kept beside it.
 */
public final class UsmsPullSplit implements Processor {

  private static final String SOURCE = Rejected.UCLOUD_PULL;

  private String account = "default";
  private int limit = UsmsPull.MAX_LIMIT;

  /** An answer in its parts. */
  record Page(PullVerdict verdict, Receipts receipts) {}

  @Override
  public void process(Exchange exchange) {
    PullVerdict http = exchange.getProperty(PullVerdict.PROPERTY, PullVerdict.class);
    Page page = split(exchange.getMessage().getBody(HttpAnswer.class), http);
    exchange.setProperty(PullVerdict.PROPERTY, page.verdict());
    page.receipts().putOn(exchange);
  }

  /**
   * Splits one answer.
   *
   * @param http what HTTP says of it; null where its body decides
   */
  Page split(HttpAnswer answer, PullVerdict http) {
    if (answer.failure() != null) {
      return new Page(http, Receipts.NONE);
    }
    Envelope envelope = new Envelope(answer).read();
    PullVerdict verdict = http == null ? envelope.verdict(answer.status()) : http;
    Receipts receipts = envelope.receipts.result();
    boolean understood = envelope.fault == null && answer.brokenOff() == null;
    return new Page(
        verdict,
        understood || !verdict.inDoubt() || answer.body().length == 0
            ? receipts
            : withBytes(receipts, verdict, answer));
  }

  /** Keeps the bytes too, as not all of them were understood. */
  private Receipts withBytes(Receipts receipts, PullVerdict verdict, HttpAnswer answer) {
    List<Rejected> rejected = new ArrayList<>(receipts.rejected());
    rejected.add(
        RejectReason.UNREADABLE_ANSWER.rejected(SOURCE, account, verdict.detail(), answer.body()));
    return new Receipts(receipts.receipts(), rejected);
  }

  /** Our name for the account; default {@code default}. */
  public void setAccount(String value) {
    account = value;
  }

  /** Reports a full page has, 1 to 200; default 200. */
  public void setLimit(String value) {
    limit = Options.limit(value);
  }

  /** The answer's outer object, as far as it can be read. */
  private final class Envelope {
    private final byte[] body;
    private final ReceiptArray receipts;
    private String fault;
    private long retCode = -1;
    private String message;

    Envelope(HttpAnswer answer) {
      byte[] received = answer.body();
      int invalid = Utf8.firstFault(received);
      fault = invalid < 0 ? null : "byte " + invalid + " is not UTF-8 text";
      body = invalid < 0 ? received : Arrays.copyOf(received, invalid);
      receipts =
          new ReceiptArray(account, SOURCE, "ReportSet", body, UCloudJson.ANSWERS, answer.held());
    }

    PullVerdict verdict(int status) {
      return fault == null
          ? PullVerdict.ofAnswer(RetCode.of(retCode), message, receipts.size(), limit)
          : PullVerdict.inDoubt(PullOutcome.NOT_UNDERSTOOD, "HTTP " + status + ", " + fault);
    }

    Envelope read() {
      try (JsonParser json = UCloudJson.parser(body)) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
          return broken("not a JSON object");
        }
        readFields(json);
        if (json.nextToken() != null) {
          return broken("text behind the end of the JSON object");
        }
      } catch (MemoryRefused e) {
        return broken("no memory for all of it: " + e.getMessage());
      } catch (JsonProcessingException e) {
        return broken("not JSON" + UCloudJson.where(e));
      } catch (IOException e) {
        throw new UncheckedIOException("reading from memory", e);
      }
      return retCode < 0 ? broken("no RetCode") : this;
    }

    private void readFields(JsonParser json) throws IOException {
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken value = json.nextToken();
        switch (name) {
          case "RetCode" -> retCode = Numbers.nonNegative(UCloudJson.text(json, value));
          case "Message" -> message = UCloudJson.shortText(json, value);
          case "ReportSet" -> readReportSet(json, value);
          default -> json.skipChildren();
        }
      }
    }

    private void readReportSet(JsonParser json, JsonToken value) throws IOException {
      if (value == JsonToken.START_ARRAY) {
        receipts.read(json);
      } else if (value != JsonToken.VALUE_NULL) {
        broken("ReportSet is not an array");
        json.skipChildren();
      }
    }

    private Envelope broken(String what) {
      fault = fault == null ? what : fault;
      return this;
    }
  }
}
