package io.dlrhub.ledger.reconciliation;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.MissingReport;
import io.dlrhub.ledger.reconciliation.SentMessages.Phone;
import io.dlrhub.ledger.reconciliation.SentMessages.Sent;
import io.dlrhub.report.Channel;
import io.dlrhub.report.DeliveryReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The side of the reconciliation that tracked messages are on.
 *
 * @param <E> what fails when they cannot be read
 */
public final class SentSide<E extends Exception> implements SentTimes<E> {

  private static final int MESSAGES_AT_ONCE = 2000;

  private final SentMessages<E> messages;
  private final HourlySums pages;
  private final BooleanSupplier closed;
  private final List<MissingReport> missing = new ArrayList<>();
  private boolean more;
  private DeliveryReport asked;
  private Instant sentAt;

  /**
   * @param closed whether to stop, because the ledger is closed
   */
  public SentSide(SentMessages<E> messages, HourlySums pages, BooleanSupplier closed) {
    this.messages = messages;
    this.pages = pages;
    this.closed = closed;
  }

  /** Adds up what was sent in the range. */
  public void count() throws E {
    long sentAt = pages.query().from().toEpochMilli();
    long number = -1;
    List<Sent> some;
    do {
      if (closed.getAsBoolean()) {
        throw new LedgerException("the ledger is closed");
      }
      some = messages.sent(pages.query(), sentAt, number, MESSAGES_AT_ONCE);
      for (Sent message : some) {
        count(message);
        sentAt = message.sentAt();
        number = message.number();
      }
    } while (some.size() == MESSAGES_AT_ONCE);
  }

  private void count(Sent message) throws E {
    int place = pages.place(message.account(), Instant.ofEpochMilli(message.sentAt()));
    if (place == HourlySums.NOWHERE || !message.channel().equals(Channel.SMS.wireName())) {
      return;
    }
    HourlySums.Sums sums = pages.at(place);
    sums.messages++;
    if (message.hasPhones()) {
      sums.phones += messages.phones(message.number());
      sums.missingPhones += message.waiting();
    } else {
      sums.withoutPhones++;
      sums.missingMessages += message.complete() ? 0 : 1;
    }
    list(message);
  }

  private void list(Sent message) throws E {
    if (message.complete() || more) {
      return;
    }
    if (message.hasPhones()) {
      messages.silent(message.number(), phone -> list(message, phone));
    } else {
      list(message, new Phone(null, null, false));
    }
  }

  /** Whether another is wanted. */
  private boolean list(Sent message, Phone phone) {
    more = missing.size() == pages.query().listed();
    if (!more) {
      missing.add(
          new MissingReport(
              message.provider(),
              message.account(),
              message.messageId(),
              phone.phone(),
              phone.reference() == null ? message.reference() : phone.reference(),
              Instant.ofEpochMilli(message.sentAt()),
              phone.unknown(),
              message.givenUp()));
    }
    return !more;
  }

  /** Those of which no final report came, as many as are listed. */
  public List<MissingReport> missing() {
    return missing;
  }

  /** Whether there are more than are listed. */
  public boolean more() {
    return more;
  }

  @Override
  public Instant sentAt(DeliveryReport report) throws E {
    // One message goes to many phones, whose reports come together.
    boolean same =
        asked != null
            && asked.messageId().equals(report.messageId())
            && asked.account().equals(report.account())
            && asked.provider().equals(report.provider());
    if (!same) {
      sentAt = messages.sentAt(report.provider(), report.account(), report.messageId());
      asked = report;
    }
    return sentAt;
  }
}
