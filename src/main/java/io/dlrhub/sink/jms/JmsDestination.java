package io.dlrhub.sink.jms;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Session;

/**
 * Where messages go.
 *
 * @param topic whether it is a topic, else a queue
 * @param name at the broker
 */
record JmsDestination(boolean topic, String name) {

  /**
   * Reads {@code queue:NAME} or {@code topic:NAME}.
   *
   * @throws IllegalArgumentException for anything else
   */
  static JmsDestination parse(String text) {
    String value = text == null ? "" : text.trim();
    if (value.matches("(queue|topic):\\S+")) {
      return new JmsDestination(
          value.startsWith("topic:"), value.substring(value.indexOf(':') + 1));
    }
    throw new IllegalArgumentException(
        "destination is '" + text + "'; accepted is queue:NAME or topic:NAME");
  }

  Destination in(Session session) throws JMSException {
    return topic ? session.createTopic(name) : session.createQueue(name);
  }
}
