package io.dlrhub.sink.jms;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Record;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;

/**
 * A message to be.
 *
 * @param text its body
 * @param record what it is about; null for a body that a step made of something else
 * @param replay what tells a replay from the first delivery; nullable
 */
record Outgoing(String text, Record record, String replay) {

  /** Artemis drops a message whose value of this property it has seen lately. */
  static final String DUPLICATE_ID = "_AMQ_DUPL_ID";

  static Outgoing of(byte[] line, Record record, String replay) {
    return new Outgoing(new String(line, StandardCharsets.UTF_8), record, replay);
  }

  Message in(Session session) throws JMSException {
    Message message = session.createTextMessage(text);
    if (record != null) {
      describe(message);
    }
    return message;
  }

  private void describe(Message message) throws JMSException {
    String id = record.id().toString();
    message.setStringProperty(DUPLICATE_ID, replay == null ? id : id + "/" + replay);
    message.setStringProperty("dlrId", id);
    message.setStringProperty("dlrType", record.type());
    message.setStringProperty("dlrProvider", record.provider());
    if (record instanceof DeliveryReport report) {
      message.setStringProperty("dlrStatus", report.status().wireName());
      message.setJMSCorrelationID(report.messageId());
    }
  }
}
