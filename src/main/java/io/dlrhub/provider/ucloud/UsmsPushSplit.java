package io.dlrhub.provider.ucloud;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.dlrhub.memory.BodyLimits;
import io.dlrhub.memory.BoundedJson;
import io.dlrhub.memory.OverLimit;
import io.dlrhub.memory.Reservation;
import io.dlrhub.report.RejectReason;
import io.dlrhub.report.Rejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step <em>split</em> of a push (UCloud documentation, "status report push"; docs/intake.md):
 * makes its body, a {@code byte[]} of UTF-8, {@link Receipts}. It is walked once, without a tree.
 *
 * <p>A body that is unusable as a whole becomes receipts of nothing, with {@link
 * Rejected#MALFORMED} saying why. What holds more than the {@link BodyLimits} in Camel's registry
 * is an exception, as is what there is no memory for. Safe for use by many threads.
 *
 * <p>What is the host's duty: UCloud is told ok when the steps behind the Kamelet have ended
 * without an exception, so they end only when the reports and {@code dlrRejected} are durable, and
 * no error handler takes a failure for dealt with. See docs/embedding.md.
 */
public final class UsmsPushSplit implements Processor, CamelContextAware {

  private static final String SOURCE = Rejected.UCLOUD_PUSH;

  private static final String RECEIPTS = "2";
  private static final String REPLIES = "0";

  private CamelContext context;
  private String account = "default";
  private BoundedJson bounds;

  /** For Camel, which sets what it needs. */
  public UsmsPushSplit() {}

  UsmsPushSplit(String account, BodyLimits limits) {
    this.account = account;
    this.bounds = UCloudJson.within(limits);
  }

  /** Finds the limits. */
  public void start() {
    BodyLimits limits = context.getRegistry().findSingleByType(BodyLimits.class);
    bounds = UCloudJson.within(BodyLimits.orDefault(limits));
  }

  @Override
  public void process(Exchange exchange) {
    if (!(exchange.getMessage().getBody() instanceof byte[] body)) {
      return;
    }
    Reservation held = exchange.getProperty(Reservation.PROPERTY, Reservation.class);
    try {
      split(body, held == null ? Reservation.ofNothing() : held).putOn(exchange);
    } catch (MalformedPush e) {
      e.putOn(exchange, account, body);
    }
  }

  /**
   * Splits one body. A message that holds no receipts gives none and is itself rejected, with
   * reason {@code reply} or {@code message-type}.
   *
   * @param held grows by what is made of the body; closing it is the caller's part
   * @throws MalformedPush for what is to be answered 400
   * @throws OverLimit for what holds more than is read
   * @throws io.dlrhub.memory.MemoryRefused if there is no room for it
   */
  Receipts split(byte[] body, Reservation held) {
    try (JsonParser json = bounds.parser(body)) {
      return split(json, new Push(body, held));
    } catch (JsonProcessingException e) {
      throw new MalformedPush(
          RejectReason.NOT_JSON, "not JSON" + UCloudJson.where(e) + QuoteHint.of(body));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private Receipts split(JsonParser json, Push push) throws IOException {
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

  /** Our name for the account; default {@code default}. */
  public void setAccount(String account) {
    this.account = account;
  }

  @Override
  public void setCamelContext(CamelContext camelContext) {
    context = camelContext;
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }

  /** One body on its way through the parser. */
  private final class Push {
    private final byte[] body;
    private final ReceiptArray receipts;
    private boolean messageTypeSeen;
    private String messageType;
    private JsonToken data;

    Push(byte[] body, Reservation held) {
      this.body = body;
      this.receipts = new ReceiptArray(account, SOURCE, "Data", body, bounds, held);
    }

    Receipts read(JsonParser json) throws IOException {
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

    private Receipts result() {
      if (!messageTypeSeen) {
        throw new MalformedPush(RejectReason.NO_MSG_TYPE, "the message has no MsgType");
      }
      String type = messageType == null ? "" : messageType.strip();
      if (type.equals(RECEIPTS)) {
        if (data != JsonToken.START_ARRAY) {
          throw new MalformedPush(RejectReason.NO_DATA, "MsgType is 2 but Data is not an array");
        }
        return receipts.result();
      }
      boolean reply = type.equals(REPLIES);
      RejectReason reason = reply ? RejectReason.REPLY : RejectReason.MESSAGE_TYPE;
      String detail = reply ? "MsgType is 0, a reply" : "MsgType is not 2";
      return Receipts.rejected(reason.rejected(SOURCE, account, detail, body));
    }
  }
}
