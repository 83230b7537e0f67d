package io.dlrhub.ledger.postgres.database;

import io.dlrhub.ledger.LedgerException;
import java.sql.SQLException;

/**
 * The end of the log, held by one transaction of all instances at a time: it hands out positions in
 * the order of commits. Taken before anything is looked up, so that what is looked up is all there
 * is.
 */
public final class Head {

  private final long firstSeq;
  private final long generation;
  private final long partFirstSeq;
  private final long partOpenedAt;
  private final long now;
  private long nextSeq;

  private Head(Found found, long now) {
    this.firstSeq = found.nextSeq;
    this.nextSeq = found.nextSeq;
    this.generation = found.generation;
    this.partFirstSeq = found.partFirstSeq;
    this.partOpenedAt = found.partOpenedAt;
    this.now = now;
  }

  private record Found(
      long nextSeq,
      long generation,
      long appendedAt,
      String durability,
      String transaction,
      long partFirstSeq,
      long partOpenedAt) {}

  /** Waits for it, and holds it to the end of the transaction. */
  public static Head take(Session session, long clock) throws SQLException {
    Found found =
        session.first(
            row ->
                new Found(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getString(4),
                    row.getString(5),
                    row.getLong(6),
                    row.getLong(7)),
            "SELECT next_seq, generation, appended_at, current_setting('synchronous_commit'),"
                + " pg_current_xact_id()::text, part_first_seq, part_opened_at"
                + " FROM head WHERE stream = 0 FOR UPDATE");
    if ("off".equals(found.durability)) {
      throw new LedgerException("synchronous_commit is off: what is stored would not be durable");
    }
    session.setTransaction(found.transaction);
    return new Head(found, Math.max(clock, found.appendedAt));
  }

  /** The time of this transaction, in milliseconds; it never goes backwards. */
  public long now() {
    return now;
  }

  /** Which part of the log is written to. */
  public long generation() {
    return generation;
  }

  /** How many records that part has. */
  public long partRecords() {
    return nextSeq - partFirstSeq;
  }

  /** When that part was opened, in milliseconds. */
  public long partOpenedAt() {
    return partOpenedAt;
  }

  /** The position of the next record. */
  public long nextSeq() {
    return nextSeq;
  }

  /** Gives a position to a record. */
  public long hand() {
    return nextSeq++;
  }

  /** The last thing in a transaction that handed out positions. */
  public void store(Session session) throws SQLException {
    if (nextSeq > firstSeq) {
      session.update(
          "UPDATE head SET next_seq = ?, appended_at = ? WHERE stream = 0", nextSeq, now);
    }
  }
}
