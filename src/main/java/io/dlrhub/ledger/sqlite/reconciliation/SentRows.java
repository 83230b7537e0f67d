package io.dlrhub.ledger.sqlite.reconciliation;

import io.dlrhub.ledger.ReconciliationQuery;
import io.dlrhub.ledger.reconciliation.SentMessages;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.tracking.TrackedMessages;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** Tracked messages as the tables have them. */
final class SentRows implements SentMessages<SQLException> {

  private final Database reader;

  SentRows(Database reader) {
    this.reader = reader;
  }

  @Override
  public List<Sent> sent(ReconciliationQuery range, long sentAt, long number, int atMost)
      throws SQLException {
    return reader.list(
        SentRows::sent,
        "SELECT number, provider, account, channel, message_id, sent_at, reference, state, waiting"
            + " FROM tracked WHERE sent_at >= ? AND NOT (sent_at = ? AND number <= ?)"
            + " AND sent_at < ? ORDER BY sent_at, number LIMIT ?",
        sentAt,
        sentAt,
        number,
        range.to().toEpochMilli(),
        atMost);
  }

  private static Sent sent(ResultSet row) throws SQLException {
    int state = row.getInt(8);
    return new Sent(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getLong(6),
        row.getString(7),
        state == TrackedMessages.COMPLETE,
        state == TrackedMessages.GIVEN_UP,
        row.getInt(9));
  }

  @Override
  public long phones(long number) throws SQLException {
    return reader.number(0, "SELECT count(*) FROM tracked_phone WHERE message = ?", number);
  }

  @Override
  public void silent(long number, Predicate<Phone> each) throws SQLException {
    reader.each(
        row -> each.test(new Phone(row.getString(1), row.getString(2), row.getInt(3) != 0)),
        "SELECT p.phone, e.reference, p.state FROM tracked_phone p"
            + " LEFT JOIN tracked_element e ON e.number = p.element"
            + " WHERE p.message = ? AND p.state < 2 ORDER BY p.phone_key",
        number);
  }

  @Override
  public Instant sentAt(String provider, String account, String messageId) throws SQLException {
    return reader.first(
        row -> Instant.ofEpochMilli(row.getLong(1)),
        "SELECT sent_at FROM tracked WHERE message_id = ? AND provider = ? AND account = ?"
            + " AND channel = 'sms'",
        messageId,
        provider,
        account);
  }
}
