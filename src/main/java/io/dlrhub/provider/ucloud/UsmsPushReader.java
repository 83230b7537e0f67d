package io.dlrhub.provider.ucloud;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.dlrhub.report.Channel;
import io.dlrhub.report.Origin;
import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.report.RejectReason;
import io.dlrhub.report.Rejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Reads the body of a UCloud push (UCloud documentation, "status report push"; contract, sections 3
 * and 4). Safe for use by many threads.
 *
 * <p>The body is walked once, without a tree; a report's raw element is cut out of it.
 */
public final class UsmsPushReader {

  private static final String SOURCE = Rejected.UCLOUD_PUSH;

  private static final String RECEIPTS = "2";
  private static final String REPLIES = "0";

  private final ReceiptNormaliser normaliser;
  private final Clock clock;

  /**
   * @param account our name for the account the pushes are of
   * @param phones writes phones in E.164
   * @param clock tells {@code receivedAt}
   */
  public UsmsPushReader(String account, PhoneNumbers phones, Clock clock) {
    this.normaliser = new ReceiptNormaliser(account, Channel.SMS, Origin.PUSH, phones);
    this.clock = clock;
  }

  /**
   * Reads one body. A message that holds no receipts gives no reports and is itself rejected, with
   * reason {@code reply} or {@code message-type}.
   *
   * @throws MalformedPush for what is to be answered 400
   */
  public Reading read(byte[] body) {
    int fault = Utf8.firstFault(body);
    if (fault >= 0) {
      throw new MalformedPush(
          RejectReason.NOT_JSON, "not JSON: byte " + fault + " is not UTF-8 text");
    }
    try (JsonParser json = UCloudJson.parser(body)) {
      return new Push(body, clock.instant().truncatedTo(ChronoUnit.MILLIS)).read(json);
    } catch (StreamConstraintsException e) {
      throw new MalformedPush(
          RejectReason.TOO_DEEP,
          "nested deeper than " + UCloudJson.MAX_DEPTH + UCloudJson.where(e));
    } catch (JsonProcessingException e) {
      throw new MalformedPush(RejectReason.NOT_JSON, "not JSON" + UCloudJson.where(e));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /** One body on its way through the parser. */
  private final class Push {
    private final byte[] body;
    private final ReceiptArray receipts;
    private boolean messageTypeSeen;
    private String messageType;
    private JsonToken data;

    Push(byte[] body, Instant now) {
      this.body = body;
      this.receipts = new ReceiptArray(normaliser, SOURCE, "Data", body, now);
    }

    Reading read(JsonParser json) throws IOException {
      JsonToken first = json.nextToken();
      if (first == null) {
        throw new MalformedPush(RejectReason.NOT_JSON, "not JSON: the body is empty");
      }
      if (first == JsonToken.START_OBJECT) {
        readFields(json);
      } else {
        json.skipChildren();
      }
      if (json.nextToken() != null) {
        throw new MalformedPush(
            RejectReason.NOT_JSON, "not JSON: text behind the end of the message");
      }
      if (first != JsonToken.START_OBJECT) {
        throw new MalformedPush(RejectReason.NOT_AN_OBJECT, "the body is JSON, but not an object");
      }
      return result();
    }

    private void readFields(JsonParser json) throws IOException {
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken value = json.nextToken();
        switch (name) {
          case "MsgType" -> {
            messageTypeSeen = value != JsonToken.VALUE_NULL;
            messageType = UCloudJson.text(json, value);
          }
          case "Data" -> {
            data = value;
            if (value == JsonToken.START_ARRAY) {
              receipts.read(json);
            } else {
              json.skipChildren();
            }
          }
          default -> json.skipChildren();
        }
      }
    }

    private Reading result() {
      if (!messageTypeSeen) {
        throw new MalformedPush(RejectReason.NO_MSG_TYPE, "the message has no MsgType");
      }
      String type = messageType == null ? "" : messageType.strip();
      if (type.equals(RECEIPTS)) {
        if (data != JsonToken.START_ARRAY) {
          throw new MalformedPush(RejectReason.NO_DATA, "MsgType is 2 but Data is not an array");
        }
        return new Reading(receipts.reports(), receipts.rejected());
      }
      boolean reply = type.equals(REPLIES);
      RejectReason reason = reply ? RejectReason.REPLY : RejectReason.MESSAGE_TYPE;
      String detail = reply ? "MsgType is 0, a reply" : "MsgType is not 2";
      return new Reading(
          List.of(), List.of(reason.rejected(SOURCE, normaliser.account(), detail, body)));
    }
  }
}
