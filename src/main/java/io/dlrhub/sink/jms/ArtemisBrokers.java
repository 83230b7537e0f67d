package io.dlrhub.sink.jms;

import jakarta.jms.ConnectionFactory;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

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

  /** Whether the broker refused something because it has it already. */
  static boolean knowsAlready(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof org.apache.activemq.artemis.api.core.ActiveMQException artemis
          && artemis.getType() == ActiveMQExceptionType.DUPLICATE_ID_REJECTED) {
        return true;
      }
    }
    return false;
  }
}
