package io.dlrhub.sink.jms;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import java.util.List;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.messaginghub.pooled.jms.JmsPoolSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends to one destination of a broker, through a pool of one connection that is made when it is
 * needed and given up when it fails.
 */
final class Broker {

  private static final Logger LOG = LoggerFactory.getLogger(Broker.class);

  private final JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
  private final JmsDestination destination;
  private final String username;
  private final String password;

  /** Judged by name: where there is only another client, none of Artemis's classes are. */
  private final boolean artemis;

  /** Where the last delivery went; null before the first and after a failure. */
  private volatile Destination seen;

  /**
   * @param username nullable
   * @param password nullable
   */
  Broker(ConnectionFactory factory, JmsDestination destination, String username, String password) {
    this.destination = destination;
    this.username = username == null || username.isEmpty() ? null : username;
    this.password = password;
    this.artemis = factory.getClass().getName().startsWith("org.apache.activemq.artemis.");
    pool.setConnectionFactory(factory);
    pool.setMaxConnections(1);
    // A quiet hour is no reason to connect anew.
    pool.setConnectionIdleTimeout(0);
    // A producer that is made anew has the broker asked for a queue that was not seen to be there.
    pool.setUseAnonymousProducers(false);
    pool.setExplicitProducerCacheSize(0);
  }

  /**
   * Sends all of it in one transaction; the broker has it when this returns.
   *
   * @throws JMSException if that is not certain; the connection is given up then
   */
  void send(List<Outgoing> messages) throws JMSException {
    send(messages, true);
  }

  /**
   * Sends one after the other, each on its own, so that a broker that knows one of them drops just
   * that one.
   */
  void sendOneByOne(List<Outgoing> messages) throws JMSException {
    send(messages, false);
  }

  private void send(List<Outgoing> messages, boolean together) throws JMSException {
    Connection connection = null;
    Session session = null;
    try {
      connection =
          username == null ? pool.createConnection() : pool.createConnection(username, password);
      session =
          together
              ? connection.createSession(true, Session.SESSION_TRANSACTED)
              : connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      MessageProducer producer = session.createProducer(target(session));
      producer.setDeliveryMode(DeliveryMode.PERSISTENT);
      for (Outgoing message : messages) {
        producer.send(message.in(session));
      }
      if (together) {
        session.commit();
      }
    } catch (JMSException | RuntimeException e) {
      letGo(session);
      throw e;
    } finally {
      giveBack(connection);
    }
  }

  /**
   * Gives the connection up. A session of it that the client has closed itself would be rolled back
   * in vain when it is given back, with a stack trace each time.
   *
   * @param session nullable
   */
  private void letGo(Session session) {
    pool.clear();
    seen = null;
    if (session instanceof JmsPoolSession pooled) {
      pooled.setIgnoreClose(true);
    }
  }

  /** Where a queue is gone and its address is not, a broker would take what is sent and drop it. */
  private Destination target(Session session) throws JMSException {
    Destination known = seen;
    if (!artemis || !ArtemisBrokers.has(session, known)) {
      known = destination.in(session);
      seen = known;
    }
    return known;
  }

  /** Whether it refused something because it has it already. */
  boolean knowsAlready(JMSException failure) {
    return artemis && ArtemisBrokers.knowsAlready(failure);
  }

  /** Whether there is no room for all of it, as a broker says that limits an address or a queue. */
  boolean isFull(JMSException failure) {
    return failure instanceof ResourceAllocationException
        || artemis && ArtemisBrokers.isFull(failure);
  }

  /** With its session. What the broker has committed is delivered, whatever becomes of these. */
  private static void giveBack(Connection connection) {
    if (connection != null) {
      try {
        connection.close();
      } catch (JMSException | RuntimeException e) {
        LOG.debug("giving a connection back", e);
      }
    }
  }

  /** Closes the connection, also one that is in use. */
  void close() {
    pool.stop();
  }
}
