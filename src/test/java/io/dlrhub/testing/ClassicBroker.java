package io.dlrhub.testing;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.command.ConnectionInfo;

/** A real ActiveMQ Classic broker that takes one user, with its messages in memory. */
public final class ClassicBroker implements AutoCloseable {

  public static final String USERNAME = "hub";
  public static final String PASSWORD = "pass+word&=1";

  private final int port = Ports.free(1)[0];
  private BrokerService broker;

  /** Turns away all others. */
  private static final class Doorkeeper extends BrokerFilter {

    Doorkeeper(Broker next) {
      super(next);
    }

    @Override
    public void addConnection(ConnectionContext context, ConnectionInfo info) throws Exception {
      if (!USERNAME.equals(info.getUserName()) || !PASSWORD.equals(info.getPassword())) {
        throw new SecurityException("user " + info.getUserName() + " is not admitted");
      }
      super.addConnection(context, info);
    }
  }

  public String url() {
    return "tcp://127.0.0.1:" + port;
  }

  /** Starts it and waits until it takes connections. */
  public ClassicBroker start() {
    try {
      broker = new BrokerService();
      broker.setPersistent(false);
      broker.setUseJmx(false);
      broker.setUseShutdownHook(false);
      broker.setAdvisorySupport(false);
      broker.addConnector(url());
      broker.setPlugins(new BrokerPlugin[] {Doorkeeper::new});
      broker.start();
      broker.waitUntilStarted();
      return this;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes every message off a queue. */
  public List<Message> drain(String queue) {
    ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url());
    try (Connection connection = factory.createConnection(USERNAME, PASSWORD);
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
      connection.start();
      List<Message> messages = new ArrayList<>();
      for (Message next = consumer.receive(1000); next != null; next = consumer.receive(1000)) {
        messages.add(next);
      }
      return messages;
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      if (broker != null) {
        broker.stop();
        broker.waitUntilStopped();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
