package io.dlrhub.ledger.sqlite.identity;

import io.dlrhub.ledger.sqlite.file.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The table of generations: the stretches in which the log is indexed, sealed and dropped. */
public final class Generations {

  static final int UNSEALED = 0;
  static final int SEALED = 1;
  public static final int DROPPED = 2;

  /** Reports in a full generation: two to the nineteenth, less the room of a last commit. */
  public static final int CAPACITY = (1 << 19) - (1 << 14);

  private final int capacity;

  public Generations(int capacity) {
    this.capacity = capacity;
  }

  /** Whether it is time for the next one. */
  boolean isFull(Generation open) {
    return open.size() >= capacity;
  }

  private static final String COLUMNS =
      "SELECT number, first_seq, opened_at, end_seq, newest_at, state, id_keys, message_keys"
          + " FROM generation ";

  /**
   * A row.
   *
   * @param endSeq the seq after its last; the largest there is while it is open
   * @param newestAt when its last record was appended
   */
  public record Stored(
      long number,
      long firstSeq,
      long openedAt,
      long endSeq,
      long newestAt,
      int state,
      byte[] idKeys,
      byte[] messageKeys) {

    public boolean isOpen() {
      return endSeq == Long.MAX_VALUE;
    }

    SealedRun run(Database database) throws SQLException {
      return SealedRun.load(database, number, firstSeq, idKeys, messageKeys);
    }

    private static Stored of(ResultSet row) throws SQLException {
      long end = row.getLong(4);
      return new Stored(
          row.getLong(1),
          row.getLong(2),
          row.getLong(3),
          end == 0 ? Long.MAX_VALUE : end,
          row.getLong(5),
          row.getInt(6),
          row.getBytes(7),
          row.getBytes(8));
    }
  }

  /** Makes the first generation of a new ledger. */
  public void prepare(Database database, long now) throws SQLException {
    database.update(
        "INSERT INTO generation (number, first_seq, opened_at) SELECT 1, 1, ?"
            + " WHERE NOT EXISTS (SELECT * FROM generation)",
        now);
  }

  List<Stored> newestFirst(Database database) throws SQLException {
    return database.list(Stored::of, COLUMNS + "ORDER BY number DESC");
  }

  /** The oldest one; there is always one, at least the open. */
  public Stored oldest(Database database) throws SQLException {
    return database.first(Stored::of, COLUMNS + "ORDER BY number LIMIT 1");
  }

  /** Everything appended from then on is still there. */
  public static Instant keptSince(Database reader) throws SQLException {
    Stored oldest = reader.first(Stored::of, COLUMNS + "ORDER BY number LIMIT 1");
    if (oldest.state() == DROPPED) {
      return Instant.ofEpochMilli(oldest.newestAt() + 1);
    }
    return oldest.number() == 1 ? Instant.EPOCH : Instant.ofEpochMilli(oldest.openedAt());
  }

  /** Ends the open generation and begins the next. */
  Generation closeOpen(Database database, Generation open, long nextSeq, long now)
      throws SQLException {
    database.update(
        "UPDATE generation SET end_seq = ?, newest_at = ?, reports = ? WHERE number = ?",
        nextSeq,
        now,
        open.size(),
        open.number());
    database.update(
        "INSERT INTO generation (number, first_seq, opened_at) VALUES (?, ?, ?)",
        open.number() + 1,
        nextSeq,
        now);
    return new Generation(open.number() + 1, nextSeq, now);
  }

  void markSealed(Database database, SortedRun run) throws SQLException {
    database.update(
        "UPDATE generation SET state = ?, id_keys = ?, message_keys = ? WHERE number = ?",
        SEALED,
        run.idKeys(),
        run.messageKeys(),
        run.generation().number());
  }

  public void markDropped(Database database, long number) throws SQLException {
    database.update("UPDATE generation SET state = ? WHERE number = ?", DROPPED, number);
  }

  public void remove(Database database, long number) throws SQLException {
    database.update("DELETE FROM generation WHERE number = ?", number);
  }
}
