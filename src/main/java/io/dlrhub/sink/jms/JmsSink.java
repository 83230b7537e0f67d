package io.dlrhub.sink.jms;

import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.BatchRefused;
import io.dlrhub.ledger.RecordLines;
import io.dlrhub.report.Record;
import io.dlrhub.report.RecordHead;
import io.dlrhub.sink.Lines;
import io.dlrhub.sink.ReplayedDelivery;
import io.dlrhub.sink.Shaped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the body's records as one persistent text message each and returns when the broker has
 * committed all of them.
 *
 * <p>The properties are those of the Kamelet {@code record-jms-sink}.
 */
public final class JmsSink extends ServiceSupport implements Processor, CamelContextAware {

  private static final Logger LOG = LoggerFactory.getLogger(JmsSink.class);

  private CamelContext context;
  private String url = "tcp://localhost:61616";
  private String username;
  private String password;
  private String destination = "queue:delivery-reports";
  private String connectionFactory;

  private Broker broker;

  /** A second one, so that a replay that hangs does not hold new deliveries. */
  private Broker replays;

  @Override
  public void process(Exchange exchange) throws JMSException {
    List<Outgoing> messages = messages(exchange);
    Outgoing.refuseTooLong(messages);
    Broker to = exchange.getProperty(ReplayedDelivery.PROPERTY) == null ? broker : replays;
    try {
      to.send(messages);
    } catch (JMSException e) {
      if (messages.size() > 1 && to.isFull(e)) {
        throw new BatchRefused(
            String.format(Locale.ROOT, "the broker has no room for %d messages", messages.size()),
            e);
      }
      if (!to.knowsAlready(e)) {
        throw e;
      }
      LOG.info("the broker knows some of {} messages, sending them one by one", messages.size());
      to.sendOneByOne(messages);
    }
  }

  private static List<Outgoing> messages(Exchange exchange) {
    Object body = exchange.getMessage().getBody();
    String replay = exchange.getProperty(ReplayedDelivery.PROPERTY, String.class);
    RecordLines lines = RecordLines.of(Lines.of(body));
    List<Outgoing> messages = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      messages.add(new Outgoing(lines.text(i), head(exchange, body, i), replay));
    }
    return messages;
  }

  /** What the message is about; null for a body that a step made of something else. */
  private static RecordHead head(Exchange exchange, Object body, int index) {
    if (body instanceof Batch batch) {
      return batch.head(index);
    }
    Record record = record(exchange, body, index);
    return record == null ? null : RecordHead.of(record);
  }

  private static Record record(Exchange exchange, Object body, int index) {
    Object element = body instanceof List<?> list ? list.get(index) : body;
    if (element instanceof Shaped shaped) {
      return shaped.record();
    }
    return element instanceof Record record
        ? record
        : exchange.getProperty(Shaped.RECORD, Record.class);
  }

  @Override
  protected void doStart() {
    ConnectionFactory factory = factory();
    broker = new Broker(factory, JmsDestination.parse(destination), username, password);
    replays = new Broker(factory, JmsDestination.parse(destination), username, password);
  }

  private ConnectionFactory factory() {
    if (connectionFactory != null && !connectionFactory.isEmpty()) {
      return CamelContextHelper.mandatoryLookup(
          context, connectionFactory, ConnectionFactory.class);
    }
    Map<String, ConnectionFactory> declared =
        context.getRegistry().findByTypeWithName(ConnectionFactory.class);
    if (declared.size() > 1) {
      throw new IllegalArgumentException(
          "connectionFactory is not set, but "
              + declared.size()
              + " beans make JMS connections; accepted is one of "
              + String.join(", ", new TreeSet<>(declared.keySet())));
    }
    return declared.isEmpty() ? ArtemisBrokers.at(url) : declared.values().iterator().next();
  }

  @Override
  protected void doStop() {
    if (broker != null) {
      broker.close();
      replays.close();
      broker = null;
    }
  }

  /** The broker, as Artemis writes it. Default {@code tcp://localhost:61616}. */
  public void setUrl(String value) {
    url = value;
  }

  /** User at the broker. Default none. */
  public void setUsername(String value) {
    username = value;
  }

  /** Password at the broker. Default none. */
  public void setPassword(String value) {
    password = value;
  }

  /** {@code queue:NAME} or {@code topic:NAME}. Default {@code queue:delivery-reports}. */
  public void setDestination(String value) {
    destination = value;
  }

  /**
   * Name of a bean that makes connections, for another broker than Artemis. Default the only such
   * bean there is, else Artemis at the URL.
   */
  public void setConnectionFactory(String value) {
    connectionFactory = value;
  }

  @Override
  public void setCamelContext(CamelContext value) {
    context = value;
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }
}
