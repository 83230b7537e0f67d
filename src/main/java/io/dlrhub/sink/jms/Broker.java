package io.dlrhub.sink.jms;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a broker, made when it is needed and given up when it fails.
 *
 * <p>Not a pool: new deliveries have one thread and replays another, each with one of these, so it
 * needs one session for as long as that is well, and a pool would hide which connection a failure
 * belongs to. A pooling factory may be declared all the same. For one thread at a time, but for
 * {@link #close}.
 */
final class Broker {

  private static final Logger LOG = LoggerFactory.getLogger(Broker.class);

  private final ConnectionFactory factory;
  private final JmsDestination destination;
  private final String username;
  private final String password;

  private volatile Connection connection;
  private Session session;
  private MessageProducer producer;

  /**
   * @param username nullable
   * @param password nullable
   */
  Broker(ConnectionFactory factory, JmsDestination destination, String username, String password) {
    this.factory = factory;
    this.destination = destination;
    this.username = username == null || username.isEmpty() ? null : username;
    this.password = password;
  }

  /**
   * Sends all of it in one transaction; the broker has it when this returns.
   *
   * @throws JMSException if that is not certain; the connection is given up then
   */
  void send(List<Outgoing> messages) throws JMSException {
    try {
      connect();
      for (Outgoing message : messages) {
        producer.send(message.in(session));
      }
      session.commit();
    } catch (JMSException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Sends one after the other, each on its own, so that a broker that knows one of them drops just
   * that one.
   */
  void sendOneByOne(List<Outgoing> messages) throws JMSException {
    try {
      connect();
      try (Session single = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
        MessageProducer each = producer(single);
        for (Outgoing message : messages) {
          each.send(message.in(single));
        }
      }
    } catch (JMSException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void connect() throws JMSException {
    if (connection != null) {
      return;
    }
    Connection made =
        username == null
            ? factory.createConnection()
            : factory.createConnection(username, password);
    connection = made;
    session = made.createSession(true, Session.SESSION_TRANSACTED);
    producer = producer(session);
    LOG.info("connected to the broker of {}", destination.name());
  }

  private MessageProducer producer(Session of) throws JMSException {
    MessageProducer made = of.createProducer(destination.in(of));
    made.setDeliveryMode(DeliveryMode.PERSISTENT);
    return made;
  }

  /** Gives the connection up; another is made when something is to be sent. */
  void close() {
    Connection closing = connection;
    connection = null;
    if (closing != null) {
      try {
        closing.close();
      } catch (JMSException | RuntimeException e) {
        LOG.debug("closing", e);
      }
    }
  }
}
