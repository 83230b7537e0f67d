package io.dlrhub.ledger.postgres.log;

import io.dlrhub.ledger.postgres.database.Head;
import io.dlrhub.ledger.postgres.database.Session;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;

/** The parts of the log: a table each, so that old ones go as a whole. */
public final class PartitionTable {

  private PartitionTable() {}

  /**
   * A part.
   *
   * @param endSeq the position after its last; 0 for the one that is written to
   * @param newestAt when its last record was appended
   */
  public record Part(long number, long firstSeq, long openedAt, long endSeq, long newestAt) {

    /** Whether it is written to. */
    public boolean isOpen() {
      return endSeq == 0;
    }
  }

  private static Part part(Session session, String order) throws SQLException {
    return session.first(
        row ->
            new Part(
                row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)),
        "SELECT number, first_seq, opened_at, end_seq, newest_at FROM generation"
            + " ORDER BY number "
            + order
            + " LIMIT 1");
  }

  /** The oldest one. */
  public static Part oldest(Session session) throws SQLException {
    return part(session, "ASC");
  }

  /** The one that is written to. */
  public static Part newest(Session session) throws SQLException {
    return part(session, "DESC");
  }

  /** Of what came before, records may have been removed. */
  public static Instant keptSince(Session session) throws SQLException {
    Part oldest = oldest(session);
    return oldest.number() == 1 ? Instant.EPOCH : Instant.ofEpochMilli(oldest.openedAt());
  }

  /**
   * Closes the newest part and opens the next, with the head held: whoever looks for duplicates
   * afterwards looks into both.
   */
  public static void open(Session session, Head head) throws SQLException {
    head.store(session);
    long next = head.generation() + 1;
    session.execute(
        String.format(
            Locale.ROOT,
            "CREATE TABLE record_%1$d (LIKE record INCLUDING DEFAULTS INCLUDING INDEXES);"
                + " ALTER TABLE record ATTACH PARTITION record_%1$d FOR VALUES IN (%1$d)",
            next));
    session.update(
        "UPDATE generation SET end_seq = ?, newest_at = (SELECT appended_at FROM head"
            + " WHERE stream = 0) WHERE number = ?",
        head.nextSeq(),
        head.generation());
    session.update(
        "INSERT INTO generation (number, first_seq, opened_at) VALUES (?, ?, ?)",
        next,
        head.nextSeq(),
        head.now());
    session.update(
        "UPDATE head SET generation = ?, part_first_seq = ?, part_opened_at = ? WHERE stream = 0",
        next,
        head.nextSeq(),
        head.now());
  }

  /** Drops a part. */
  public static void drop(Session session, Part part) throws SQLException {
    session.execute(String.format(Locale.ROOT, "DROP TABLE record_%d", part.number()));
    session.update("DELETE FROM repeated WHERE seq < ?", part.endSeq());
    session.update("DELETE FROM generation WHERE number = ?", part.number());
  }
}
