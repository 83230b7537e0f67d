package io.dlrhub.provider.ucloud;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.dlrhub.memory.MemoryRefused;
import io.dlrhub.provider.HttpAnswer;
import io.dlrhub.report.Origin;
import io.dlrhub.report.PhoneNumbers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Reads the answer to a query; safe for use by many threads. */
final class QueryReader {

  private final QueryKind kind;
  private final ReceiptNormaliser normaliser;
  private final Clock clock;

  QueryReader(QueryKind kind, String account, PhoneNumbers phones, Clock clock) {
    this.kind = kind;
    this.normaliser = new ReceiptNormaliser(account, kind.channel, Origin.QUERY, phones);
    this.clock = clock;
  }

  /**
   * Reads an answer.
   *
   * @param asked the ids asked for
   * @throws UCloudRefusal if it is none: a RetCode other than 0, an HTTP error, half a body …
   */
  QueryResult read(HttpAnswer answer, List<String> asked) throws UCloudRefusal {
    if (answer.failure() != null) {
      throw UCloudRefusal.http(kind.action, answer.failure().getMessage(), answer.failure());
    }
    if (answer.isRedirect()) {
      throw UCloudRefusal.redirect(kind.action, answer.redirect());
    }
    if (answer.brokenOff() != null || answer.status() >= 300) {
      String cut = answer.brokenOff() == null ? "" : ", broken off: " + answer.brokenOff();
      throw UCloudRefusal.http(kind.action, "HTTP " + answer.status() + cut, null);
    }
    int fault = Utf8.firstFault(answer.body());
    if (fault >= 0) {
      throw UCloudRefusal.notUnderstood(kind.action, "byte " + fault + " is not UTF-8 text");
    }
    return new Body(answer).read(asked);
  }

  /** One body on its way through the parser. */
  private final class Body {
    private final ReceiptGroups groups;
    private final byte[] bytes;
    private long retCode = -1;
    private String message;

    Body(HttpAnswer answer) {
      this.bytes = answer.body();
      this.groups =
          new ReceiptGroups(
              kind,
              normaliser,
              bytes,
              clock.instant().truncatedTo(ChronoUnit.MILLIS),
              answer.held());
    }

    QueryResult read(List<String> asked) throws UCloudRefusal {
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
      return groups.result(asked);
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
