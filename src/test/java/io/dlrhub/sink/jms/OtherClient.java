package io.dlrhub.sink.jms;

import io.dlrhub.ledger.Reports;
import io.dlrhub.testing.ClassicBroker;
import jakarta.jms.ConnectionFactory;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** The JMS sink with ActiveMQ Classic's client, for a class loader that may have no other. */
public final class OtherClient {

  private OtherClient() {}

  /** Sends one report. */
  public static void deliver(String url) throws Exception {
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      context
          .getRegistry()
          .bind("classic", ConnectionFactory.class, new ActiveMQConnectionFactory(url));
      JmsSink sink = new JmsSink();
      sink.setCamelContext(context);
      sink.setUsername(ClassicBroker.USERNAME);
      sink.setPassword(ClassicBroker.PASSWORD);
      sink.start();
      Exchange exchange = new DefaultExchange(context);
      exchange.getMessage().setBody(Reports.number(1));
      try {
        sink.process(exchange);
      } finally {
        sink.stop();
      }
    }
  }
}
