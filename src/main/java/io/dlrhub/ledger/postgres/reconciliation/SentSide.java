package io.dlrhub.ledger.postgres.reconciliation;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.MissingReport;
import io.dlrhub.ledger.postgres.database.Session;
import io.dlrhub.ledger.postgres.tracking.MessageTable;
import io.dlrhub.ledger.reconciliation.HourlySums;
import io.dlrhub.ledger.reconciliation.SentTimes;
import io.dlrhub.report.Channel;
import io.dlrhub.report.DeliveryReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The side of the reconciliation that tracked messages are on. */
final class SentSide implements SentTimes<SQLException> {

  private static final int MESSAGES_AT_ONCE = 2000;

  private final Session reader;
  private final HourlySums pages;
  private final BooleanSupplier closed;
  private final List<MissingReport> missing = new ArrayList<>();
  private boolean more;
  private DeliveryReport asked;
  private Instant sentAt;

  /** Without its phones. */
  private record Message(
      long number,
      String provider,
      String account,
      String channel,
      String messageId,
      long sentAt,
      String reference,
      int state,
      int waiting) {

    static Message of(ResultSet row) throws SQLException {
      return new Message(
          row.getLong(1),
          row.getString(2),
          row.getString(3),
          row.getString(4),
          row.getString(5),
          row.getLong(6),
          row.getString(7),
          row.getInt(8),
          row.getInt(9));
    }

    boolean hasPhones() {
      return waiting >= 0;
    }

    boolean isComplete() {
      return state == MessageTable.COMPLETE;
    }

    /** {@code own} is the reference the phone was told with later than the message, or null. */
    MissingReport missing(String phone, String own, boolean unknown) {
      return new MissingReport(
          provider,
          account,
          messageId,
          phone,
          own == null ? reference : own,
          Instant.ofEpochMilli(sentAt),
          unknown,
          state == MessageTable.GIVEN_UP);
    }
  }

  SentSide(Session reader, HourlySums pages, BooleanSupplier closed) {
    this.reader = reader;
    this.pages = pages;
    this.closed = closed;
  }

  /** Adds up what was sent in the range. */
  void count() throws SQLException {
    long sentAt = pages.query().from().toEpochMilli();
    long number = -1;
    List<Message> some;
    do {
      if (closed.getAsBoolean()) {
        throw new LedgerException("the ledger is closed");
      }
      some = after(sentAt, number);
      for (Message message : some) {
        count(message);
        sentAt = message.sentAt;
        number = message.number;
      }
    } while (some.size() == MESSAGES_AT_ONCE);
  }

  private List<Message> after(long sentAt, long number) throws SQLException {
    return reader.list(
        Message::of,
        "SELECT number, provider, account, channel, message_id, sent_at, reference, state, waiting"
            + " FROM tracked WHERE sent_at >= ? AND NOT (sent_at = ? AND number <= ?)"
            + " AND sent_at < ? ORDER BY sent_at, number LIMIT ?",
        sentAt,
        sentAt,
        number,
        pages.query().to().toEpochMilli(),
        MESSAGES_AT_ONCE);
  }

  private void count(Message message) throws SQLException {
    int place = pages.place(message.account, Instant.ofEpochMilli(message.sentAt));
    if (place == HourlySums.NOWHERE || !message.channel.equals(Channel.SMS.wireName())) {
      return;
    }
    HourlySums.Sums sums = pages.at(place);
    sums.messages++;
    if (message.hasPhones()) {
      sums.phones +=
          reader.number(0, "SELECT count(*) FROM tracked_phone WHERE message = ?", message.number);
      sums.missingPhones += message.waiting;
    } else {
      sums.withoutPhones++;
      sums.missingMessages += message.isComplete() ? 0 : 1;
    }
    list(message);
  }

  private void list(Message message) throws SQLException {
    if (message.isComplete() || more) {
      return;
    }
    if (message.hasPhones()) {
      reader.each(
          phone ->
              list(message.missing(phone.getString(1), phone.getString(2), phone.getInt(3) != 0)),
          "SELECT p.phone, e.reference, p.state FROM tracked_phone p"
              + " LEFT JOIN tracked_element e ON e.number = p.element"
              + " WHERE p.message = ? AND p.state < 2 ORDER BY p.phone_key",
          message.number);
    } else {
      list(message.missing(null, null, false));
    }
  }

  private boolean list(MissingReport one) {
    more = missing.size() == pages.query().listed();
    if (!more) {
      missing.add(one);
    }
    return !more;
  }

  List<MissingReport> missing() {
    return missing;
  }

  boolean more() {
    return more;
  }

  @Override
  public Instant sentAt(DeliveryReport report) throws SQLException {
    // One message goes to many phones, whose reports come together.
    boolean same =
        asked != null
            && asked.messageId().equals(report.messageId())
            && asked.account().equals(report.account())
            && asked.provider().equals(report.provider());
    if (!same) {
      asked = report;
      long millis =
          reader.number(
              Long.MIN_VALUE,
              "SELECT sent_at FROM tracked WHERE message_id = ? AND provider = ? AND account = ?"
                  + " AND channel = 'sms'",
              report.messageId(),
              report.provider(),
              report.account());
      sentAt = millis == Long.MIN_VALUE ? null : Instant.ofEpochMilli(millis);
    }
    return sentAt;
  }
}
