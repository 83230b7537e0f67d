package io.dlrhub.sink.jms;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;
import org.apache.activemq.artemis.jms.client.JMSExceptionHelper;
import org.messaginghub.pooled.jms.JmsPoolSession;

/** What is particular to Artemis, the broker by default. */
final class ArtemisBrokers {

  private static final int WINDOW = 1024 * 1024;

  private ArtemisBrokers() {}

  /**
   * Connections to that broker. Whether and when to try again is the feed's business, so the client
   * does not.
   *
   * @throws IllegalArgumentException if it is not a URL of Artemis
   */
  static ConnectionFactory at(String url) {
    try {
      ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url);
      if (!url.contains("producerWindowSize")) {
        factory.setProducerWindowSize(WINDOW);
      }
      return factory;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "url cannot be used; accepted is a broker as Artemis writes it, such as"
              + " tcp://localhost:61616",
          e);
    }
  }

  /**
   * Whether that is a queue and the broker says that it is there. One question, of the three that
   * the client asks when it is told the queue anew, which it is made to do when the answer is no.
   *
   * @param queue nullable
   */
  static boolean has(Session session, Destination queue) throws JMSException {
    try {
      if (queue instanceof ActiveMQQueue known
          && session instanceof JmsPoolSession pooled
          && pooled.getInternalSession() instanceof ActiveMQSession artemis) {
        known.setCreated(artemis.getCoreSession().queueQuery(known.getSimpleAddress()).isExists());
        return known.isCreated();
      }
      return false;
    } catch (ActiveMQException e) {
      throw JMSExceptionHelper.convertFromActiveMQException(e);
    }
  }

  /** Whether the broker refused something because it has it already. */
  static boolean knowsAlready(Throwable failure) {
    return says(failure, ActiveMQExceptionType.DUPLICATE_ID_REJECTED);
  }

  /** Whether the address has no room for all of it, which a part may find. */
  static boolean isFull(Throwable failure) {
    return says(failure, ActiveMQExceptionType.ADDRESS_FULL);
  }

  private static boolean says(Throwable failure, ActiveMQExceptionType type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ActiveMQException artemis && artemis.getType() == type) {
        return true;
      }
    }
    return false;
  }
}
