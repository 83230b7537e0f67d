package io.dlrhub.intake;

import io.dlrhub.messages.BadMessage;
import io.dlrhub.messages.SentMessageList;
import io.dlrhub.report.Rejected;
import io.dlrhub.report.SentMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Turns the body of {@code POST /messages} into a list of sent messages; a bad element refuses the
 * whole (contract, section 3).
 */
public final class MessagesReader implements Processor, CamelContextAware {

  private CamelContext context;

  @Override
  public void process(Exchange exchange) throws IOException {
    byte[] body = exchange.getMessage().getBody(byte[].class);
    List<SentMessage> messages = new ArrayList<>();
    try (SentMessageList list = SentMessageList.json(new ByteArrayInputStream(body), clock())) {
      list.forEachRemaining(messages::add);
    } catch (BadMessage e) {
      messages.clear();
      exchange.setProperty(Rejected.MALFORMED, e.getMessage());
    }
    exchange.getMessage().setBody(messages);
  }

  private Clock clock() {
    Clock clock = context.getRegistry().findSingleByType(Clock.class);
    return clock == null ? Clock.systemUTC() : clock;
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
