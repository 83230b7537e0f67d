package io.dlrhub.intake;

import io.dlrhub.report.Rejected;
import java.nio.charset.StandardCharsets;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Last step of {@code POST /messages}: {@code 202} with how many messages were accepted and how
 * many of them told something new, else as a push is answered.
 */
public final class MessagesAnswer implements Processor, CamelContextAware {

  private static final int ACCEPTED = 202;

  private final PushAnswer otherwise = new PushAnswer();

  @Override
  public void process(Exchange exchange) {
    Object tracked = exchange.getMessage().getHeader("dlrTracked");
    boolean malformed = exchange.getProperty(Rejected.MALFORMED) != null;
    if (exchange.getProperty(PushAnswer.TAKEN) == null || malformed || tracked == null) {
      otherwise.process(exchange);
      return;
    }
    Object added = exchange.getMessage().getHeader("dlrNew");
    String json = "{\"tracked\":" + tracked + (added == null ? "" : ",\"new\":" + added) + "}";
    exchange.getMessage().getHeaders().clear();
    PushAnswer.answer(exchange.getMessage(), ACCEPTED, json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void setCamelContext(CamelContext camelContext) {
    otherwise.setCamelContext(camelContext);
    otherwise.setProvider("messages");
  }

  @Override
  public CamelContext getCamelContext() {
    return otherwise.getCamelContext();
  }
}
