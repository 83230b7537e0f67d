package io.dlrhub.intake;

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
 * handler may have swallowed a failure, and what was swallowed was not stored.
 */
public final class PushAnswer implements Processor, CamelContextAware {

  /** Exchange property that is there only once everything behind the Kamelet has succeeded. */
  public static final String TAKEN = "dlrTaken";

  static final String ALLOW = "Allow";

  private final FailureLog failures = new FailureLog();
  private CamelContext context;
  private Refusals refusals;

  /** The provider's name in metrics. */
  public void setProvider(String provider) {
    refusals = new Refusals(context, provider);
  }

  @Override
  public void process(Exchange exchange) {
    Message message = exchange.getMessage();
    message.getHeaders().clear();
    String malformed = exchange.getProperty(Rejected.MALFORMED, String.class);
    if (exchange.getProperty(TAKEN) == null) {
      failures.log(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
      refusals.count(Refusal.LEDGER);
      refuse(message, Refusal.LEDGER);
    } else if (malformed != null) {
      refusals.count(Refusal.MALFORMED);
      answer(message, 400, Answers.json(400, malformed));
    } else {
      answer(message, 200, Answers.OK);
    }
  }

  static void refuse(Message message, Refusal refusal) {
    if (refusal == Refusal.METHOD) {
      message.setHeader(ALLOW, "POST");
    }
    answer(message, refusal.status(), Answers.of(refusal));
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
