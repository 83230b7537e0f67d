package io.dlrhub.intake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dlrhub.report.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Last step of {@code POST /messages}: {@code 202} with how many messages were accepted and how
 * many of them told something new, and names fields nobody knows; else as a push is answered.
 */
public final class MessagesAnswer implements Processor, CamelContextAware {

  private static final int ACCEPTED = 202;

  private final PushAnswer otherwise = new PushAnswer();

  @Override
  public void process(Exchange exchange) {
    Object tracked = exchange.getMessage().getHeader("dlrTracked");
    boolean malformed = exchange.getProperty(Rejected.MALFORMED) != null;
    if (!PushAnswer.taken(exchange) || malformed || tracked == null) {
      otherwise.process(exchange);
      return;
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("tracked", ((Number) tracked).longValue());
    if (exchange.getMessage().getHeader("dlrNew") instanceof Number added) {
      answer.put("new", added.longValue());
    }
    if (exchange.getProperty(MessagesReader.UNKNOWN_FIELDS) instanceof Set<?> unknown
        && !unknown.isEmpty()) {
      ArrayNode names = answer.putArray("unknownFields");
      unknown.forEach(name -> names.add(name.toString()));
    }
    exchange.getMessage().getHeaders().clear();
    PushAnswer.answer(
        exchange.getMessage(), ACCEPTED, answer.toString().getBytes(StandardCharsets.UTF_8));
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
