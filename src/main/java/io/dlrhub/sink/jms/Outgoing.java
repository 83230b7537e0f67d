package io.dlrhub.sink.jms;

import io.dlrhub.ledger.RecordRefused;
import io.dlrhub.report.RecordHead;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

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

  /**
   * Characters of a header. Artemis takes a body of any length but no header of more than some
   * 50,000, and what it says of a longer one is what it says of other trouble too.
   */
  private static final int LONGEST_HEADER = 16 * 1024;

  /**
   * Looks for those that no broker would ever take.
   *
   * @throws RecordRefused naming them
   */
  static void refuseTooLong(List<Outgoing> messages) {
    List<Integer> tooLong =
        IntStream.range(0, messages.size())
            .filter(i -> messages.get(i).isTooLong())
            .boxed()
            .toList();
    if (!tooLong.isEmpty()) {
      throw new RecordRefused(
          String.format(
              Locale.ROOT,
              "messageId or provider is longer than the %d characters that a header may have",
              LONGEST_HEADER),
          tooLong);
    }
  }

  private boolean isTooLong() {
    return about != null
        && (about.provider().length() > LONGEST_HEADER
            || (about.messageId() != null && about.messageId().length() > LONGEST_HEADER));
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
