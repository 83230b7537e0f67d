package io.dlrhub.sink.jms;

import io.dlrhub.report.RecordHead;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;

/**
 * A message to be.
 *
 * @param text its body
 * @param about the record in it; null for a body that a step made of something else
 * @param replay what tells a replay from the first delivery; nullable
 */
record Outgoing(String text, RecordHead about, String replay) {

  /** Artemis drops a message whose value of this property it has seen lately. */
  static final String DUPLICATE_ID = "_AMQ_DUPL_ID";

  static Outgoing of(byte[] line, RecordHead about, String replay) {
    return new Outgoing(new String(line, StandardCharsets.UTF_8), about, replay);
  }

  Message in(Session session) throws JMSException {
    Message message = session.createTextMessage(text);
    if (about != null) {
      describe(message);
    }
    return message;
  }

  private void describe(Message message) throws JMSException {
    message.setStringProperty(
        DUPLICATE_ID, replay == null ? about.id() : about.id() + "/" + replay);
    message.setStringProperty("dlrId", about.id());
    message.setStringProperty("dlrType", about.type());
    message.setStringProperty("dlrProvider", about.provider());
    if (about.messageId() != null) {
      message.setStringProperty("dlrStatus", about.status());
      message.setJMSCorrelationID(about.messageId());
    }
  }
}
