package io.dlrhub.provider.ucloud;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.dlrhub.memory.MemoryRefused;
import io.dlrhub.provider.AnswerLost;
import io.dlrhub.provider.HttpAnswer;
import io.dlrhub.provider.NotSent;
import io.dlrhub.report.Channel;
import io.dlrhub.report.Origin;
import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.report.PullOutcome;
import io.dlrhub.report.RejectReason;
import io.dlrhub.report.Rejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Judges the answer to {@code PullUSMSReport} (docs/protocol/ucloud.md): what it brought, whether
 * something may be lost, and when to ask again.
 */
final class UsmsPullReader {

  static final String ACTION = "PullUSMSReport";
  static final String SOURCE = Rejected.UCLOUD_PULL;

  private final ReceiptNormaliser normaliser;
  private final int limit;
  private final Clock clock;

  UsmsPullReader(String account, PhoneNumbers phones, int limit, Clock clock) {
    this.normaliser = new ReceiptNormaliser(account, Channel.SMS, Origin.PULL, phones);
    this.limit = limit;
    this.clock = clock;
  }

  PullResult read(HttpAnswer answer) {
    Throwable failure = answer.failure();
    if (failure != null) {
      boolean told = failure instanceof NotSent || failure instanceof AnswerLost;
      String detail = told ? failure.getMessage() : "no answer: " + failure;
      return nothing(PullOutcome.HTTP_TROUBLE, detail, !answer.notSent());
    }
    return judge(answer, new Envelope(answer, now()).read());
  }

  private static PullResult nothing(PullOutcome outcome, String detail, boolean inDoubt) {
    return new PullResult(outcome, detail, inDoubt, PullPause.GROWING, List.of(), List.of());
  }

  private PullResult judge(HttpAnswer answer, Envelope envelope) {
    if (answer.status() >= 500) {
      return inDoubt(PullOutcome.HTTP_TROUBLE, "HTTP " + answer.status(), answer, envelope);
    }
    if (answer.brokenOff() != null) {
      return inDoubt(PullOutcome.HTTP_TROUBLE, answer.brokenOff(), answer, envelope);
    }
    if (answer.isRedirect()) {
      return result(PullOutcome.REFUSED, answer.redirect(), false, PullPause.LONGEST, envelope);
    }
    if (answer.status() >= 400) {
      // surely refused, whatever the body; only reports in it would tell otherwise
      boolean limited = answer.status() == 429;
      return result(
          limited ? PullOutcome.RATE_LIMITED : PullOutcome.REFUSED,
          "HTTP " + answer.status(),
          false,
          limited ? PullPause.GROWING : PullPause.LONGEST,
          envelope);
    }
    if (envelope.fault != null) {
      String detail = "HTTP " + answer.status() + ", " + envelope.fault;
      return inDoubt(PullOutcome.NOT_UNDERSTOOD, detail, answer, envelope);
    }
    return byRetCode(envelope);
  }

  private PullResult byRetCode(Envelope envelope) {
    RetCode code = RetCode.of(envelope.retCode);
    String detail = code + (envelope.message == null ? "" : ": " + envelope.message);
    PullOutcome outcome = code.outcome();
    return switch (code.kind()) {
      case SUCCESS -> {
        boolean full = envelope.receipts.size() >= limit;
        PullPause pause = full ? PullPause.NONE : PullPause.PERIOD;
        yield result(outcome, envelope.receipts.size() + " reports", false, pause, envelope);
      }
      case RATE_LIMITED -> result(outcome, detail, false, PullPause.GROWING, envelope);
      case REFUSED -> result(outcome, detail, false, PullPause.LONGEST, envelope);
      case IN_DOUBT -> result(outcome, detail, true, PullPause.GROWING, envelope);
    };
  }

  /** Keeps the bytes too, unless all of them were understood. */
  private PullResult inDoubt(
      PullOutcome outcome, String detail, HttpAnswer answer, Envelope envelope) {
    PullResult result = result(outcome, detail, true, PullPause.GROWING, envelope);
    if (answer.body().length == 0 || (envelope.fault == null && answer.brokenOff() == null)) {
      return result;
    }
    List<Rejected> rejected = new ArrayList<>(result.rejected());
    rejected.add(
        RejectReason.UNREADABLE_ANSWER.rejected(
            SOURCE, normaliser.account(), detail, answer.body()));
    return new PullResult(outcome, detail, true, PullPause.GROWING, result.reports(), rejected);
  }

  private static PullResult result(
      PullOutcome outcome, String detail, boolean inDoubt, PullPause pause, Envelope envelope) {
    return new PullResult(
        outcome, detail, inDoubt, pause, envelope.receipts.reports(), envelope.receipts.rejected());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** The answer's outer object, as far as it can be read. */
  private final class Envelope {
    private final byte[] body;
    private final ReceiptArray receipts;
    private String fault;
    private long retCode = -1;
    private String message;

    Envelope(HttpAnswer answer, Instant now) {
      byte[] received = answer.body();
      int invalid = Utf8.firstFault(received);
      fault = invalid < 0 ? null : "byte " + invalid + " is not UTF-8 text";
      body = invalid < 0 ? received : Arrays.copyOf(received, invalid);
      receipts =
          new ReceiptArray(
              normaliser, SOURCE, "ReportSet", body, now, UCloudJson.ANSWERS, answer.held());
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
