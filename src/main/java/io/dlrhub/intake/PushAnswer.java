package io.dlrhub.intake;

import io.dlrhub.memory.MemoryRefused;
import io.dlrhub.memory.OverLimit;
import io.dlrhub.report.NotStored;
import io.dlrhub.report.Rejected;
import java.nio.ByteBuffer;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Last step of a push Kamelet: answers the provider.
 *
 * <p>Success needs the {@link #TAKEN mark} that is set after {@code kamelet:sink}: a host's error
 * handler may have swallowed a failure, and what was swallowed was not stored. Nor is it one where
 * a ledger has said {@link NotStored}: an error handler may also go on.
 */
public final class PushAnswer implements Processor, CamelContextAware {

  /** Exchange property that is there only once everything behind the Kamelet has succeeded. */
  public static final String TAKEN = "dlrTaken";

  static final String ALLOW = "Allow";
  static final String RETRY_AFTER = "Retry-After";

  private final FailureLog failures = new FailureLog();
  private CamelContext context;
  private String provider;

  /** The provider's name in metrics. */
  public void setProvider(String value) {
    provider = value;
  }

  @Override
  public void process(Exchange exchange) {
    Message message = exchange.getMessage();
    message.getHeaders().clear();
    String malformed = exchange.getProperty(Rejected.MALFORMED, String.class);
    if (!taken(exchange)) {
      notTaken(exchange, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    } else if (malformed != null) {
      refused(exchange, Refusal.MALFORMED, malformed);
      answer(message, 400, Answers.json(400, malformed));
    } else {
      answer(message, 200, Answers.OK);
    }
  }

  /** Whether everything behind the Kamelet has succeeded, and a ledger there has stored it. */
  static boolean taken(Exchange exchange) {
    return exchange.getProperty(TAKEN) != null && exchange.getProperty(NotStored.PROPERTY) == null;
  }

  private void notTaken(Exchange exchange, Throwable failure) {
    Refusal refusal = Refusal.LEDGER;
    String detail = null;
    if (failure instanceof OverLimit) {
      refusal = Refusal.TOO_LARGE;
      detail = failure.getMessage();
    } else if (failure instanceof MemoryRefused refused) {
      refusal = refused.isForGood() ? Refusal.TOO_LARGE : Refusal.OVERLOAD;
    } else {
      failures.log(failure);
    }
    refused(exchange, refusal, detail);
    refuse(exchange.getMessage(), refusal, detail);
  }

  /** Only the hub's own server knows by whom; on another one the number is counted. */
  private void refused(Exchange exchange, Refusal refusal, String detail) {
    InFlight inFlight = InFlight.of(exchange);
    if (inFlight == null || !inFlight.refused(refusal, detail)) {
      Refusals.count(context, provider, refusal, null, Refusals.UNKNOWN_SIZE);
    }
  }

  static void refuse(Message message, Refusal refusal) {
    refuse(message, refusal, null);
  }

  /** Likewise; the detail, where there is one, is said instead of the usual message. */
  static void refuse(Message message, Refusal refusal, String detail) {
    if (refusal == Refusal.METHOD) {
      message.setHeader(ALLOW, "POST");
    }
    if (refusal.mayPass()) {
      message.setHeader(RETRY_AFTER, Refusal.RETRY_AFTER);
    }
    byte[] json = detail == null ? Answers.of(refusal) : Answers.json(refusal.status(), detail);
    answer(message, refusal.status(), json);
  }

  /** A ByteBuffer, because platform-http then sends length and body at once. */
  static void answer(Message message, int status, byte[] json) {
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    message.setHeader(Exchange.CONTENT_TYPE, Answers.CONTENT_TYPE);
    message.setBody(ByteBuffer.wrap(json));
  }

  @Override
  public void setCamelContext(CamelContext camelContext) {
    context = camelContext;
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }
}
