package io.dlrhub.provider.ucloud;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.dlrhub.memory.BodyLimits;
import io.dlrhub.memory.BoundedJson;
import io.dlrhub.memory.OverLimit;
import io.dlrhub.memory.Reservation;
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
 * Reads the body of a UCloud push (UCloud documentation, "status report push"; docs/intake.md).
 * Safe for use by many threads.
 *
 * <p>The body is walked once, without a tree; a report's raw element is cut out of it.
 */
public final class UsmsPushReader {

  private static final String SOURCE = Rejected.UCLOUD_PUSH;

  private static final String RECEIPTS = "2";
  private static final String REPLIES = "0";

  private final ReceiptNormaliser normaliser;
  private final Clock clock;
  private final BoundedJson bounds;

  /**
   * @param account our name for the account the pushes are of
   * @param phones writes phones in E.164
   * @param clock tells {@code receivedAt}
   */
  public UsmsPushReader(String account, PhoneNumbers phones, Clock clock) {
    this(account, phones, clock, BodyLimits.DEFAULT);
  }

  /**
   * Likewise.
   *
   * @param limits of a body
   */
  public UsmsPushReader(String account, PhoneNumbers phones, Clock clock, BodyLimits limits) {
    this.normaliser = new ReceiptNormaliser(account, Channel.SMS, Origin.PUSH, phones);
    this.clock = clock;
    this.bounds = UCloudJson.within(limits);
  }

  /**
   * Reads one body. A message that holds no receipts gives no reports and is itself rejected, with
   * reason {@code reply} or {@code message-type}.
   *
   * @throws MalformedPush for what is to be answered 400
   * @throws OverLimit for what holds more than is read
   */
  public Reading read(byte[] body) {
    return read(body, Reservation.ofNothing());
  }

  /**
   * Likewise.
   *
   * @param held grows by what is made of the body; closing it is the caller's part
   * @throws io.dlrhub.memory.MemoryRefused if there is no room for it
   */
  public Reading read(byte[] body, Reservation held) {
    int fault = Utf8.firstFault(body);
    if (fault >= 0) {
      throw new MalformedPush(
          RejectReason.NOT_JSON, "not JSON: byte " + fault + " is not UTF-8 text");
    }
    try (JsonParser json = bounds.parser(body)) {
      return read(json, new Push(body, clock.instant().truncatedTo(ChronoUnit.MILLIS), held));
    } catch (JsonProcessingException e) {
      throw new MalformedPush(
          RejectReason.NOT_JSON, "not JSON" + UCloudJson.where(e) + QuoteHint.of(body));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private Reading read(JsonParser json, Push push) throws IOException {
    try {
      return push.read(json);
    } catch (StreamConstraintsException e) {
      if (BoundedJson.isTooDeep(json)) {
        throw new MalformedPush(
            RejectReason.TOO_DEEP,
            "nested deeper than " + UCloudJson.MAX_DEPTH + UCloudJson.where(e));
      }
      throw bounds.limits().textTooLong();
    }
  }

  /** One body on its way through the parser. */
  private final class Push {
    private final byte[] body;
    private final ReceiptArray receipts;
    private boolean messageTypeSeen;
    private String messageType;
    private JsonToken data;

    Push(byte[] body, Instant now, Reservation held) {
      this.body = body;
      this.receipts = new ReceiptArray(normaliser, SOURCE, "Data", body, now, bounds, held);
    }

    Reading read(JsonParser json) throws IOException {
      JsonToken first = json.nextToken();
      if (first == null) {
        throw new MalformedPush(RejectReason.NOT_JSON, "not JSON: the body is empty");
      }
      if (first == JsonToken.START_OBJECT) {
        readFields(json);
      } else {
        bounds.skip(json);
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
      int keys = 0;
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        bounds.limits().keys(++keys);
        JsonToken value = json.nextToken();
        switch (name) {
          case "MsgType" -> {
            messageTypeSeen = value != JsonToken.VALUE_NULL;
            bounds.scalar(json, value);
            messageType = UCloudJson.text(json, value);
          }
          case "Data" -> {
            data = value;
            if (value == JsonToken.START_ARRAY) {
              receipts.read(json);
            } else {
              bounds.skip(json);
            }
          }
          default -> bounds.skip(json);
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
