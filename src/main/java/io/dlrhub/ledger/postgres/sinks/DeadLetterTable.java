package io.dlrhub.ledger.postgres.sinks;

import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.postgres.database.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the writer does to dead letters. */
final class DeadLetterTable {

  private DeadLetterTable() {}

  /** Keeps a refused record; again the same one counts the attempts. Whether it is a new one. */
  static boolean keep(Session database, String sink, RefusedDelivery refusal, long now)
      throws SQLException {
    if (refusedAgain(database, sink, refusal, now)) {
      return false;
    }
    database.update(
        "INSERT INTO dead_letter (sink, seq, line, reason, attempts, first_at, last_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        sink,
        refusal.seq(),
        refusal.line(),
        refusal.reason(),
        refusal.attempts(),
        now,
        now);
    return true;
  }

  /** Notes that it was refused once more, and waits no longer to be retried; false without one. */
  static boolean refusedAgain(Session database, String sink, RefusedDelivery refusal, long now)
      throws SQLException {
    return database.update(
            "UPDATE dead_letter SET reason = ?, attempts = attempts + ?, last_at = ?, retry = NULL"
                + " WHERE sink = ? AND seq = ?",
            refusal.reason(),
            refusal.attempts(),
            now,
            sink,
            refusal.seq())
        > 0;
  }

  /** Removes those there are; how many. */
  static int remove(Session database, String sink, List<Long> seqs) throws SQLException {
    int removed = 0;
    for (long seq : seqs) {
      removed += database.update("DELETE FROM dead_letter WHERE sink = ? AND seq = ?", sink, seq);
    }
    return removed;
  }

  /** Removes those there are and nobody wants to be retried; which. */
  static SortedSet<Long> takeBack(Session database, String sink, List<Long> seqs)
      throws SQLException {
    SortedSet<Long> taken = new TreeSet<>();
    for (long seq : seqs) {
      if (database.update(
              "DELETE FROM dead_letter WHERE sink = ? AND seq = ? AND retry IS NULL", sink, seq)
          > 0) {
        taken.add(seq);
      }
    }
    return taken;
  }

  /** Those there are. */
  static SortedSet<Long> present(Session database, String sink, List<Long> seqs)
      throws SQLException {
    SortedSet<Long> present = new TreeSet<>();
    for (long seq : seqs) {
      if (database.number(
              0, "SELECT count(*) FROM dead_letter WHERE sink = ? AND seq = ?", sink, seq)
          > 0) {
        present.add(seq);
      }
    }
    return present;
  }

  /** Removes those that have become dead letters since then; how many. */
  static int removeNewer(Session database, String sink, Set<Long> seqs, long since)
      throws SQLException {
    int removed = 0;
    for (long seq : seqs) {
      removed +=
          database.update(
              "DELETE FROM dead_letter WHERE sink = ? AND seq = ? AND first_at >= ?",
              sink,
              seq,
              since);
    }
    return removed;
  }

  /** Has them go to the sink again, by a request of that number. */
  static void askRetry(Session database, String sink, Set<Long> seqs, long number)
      throws SQLException {
    for (long seq : seqs) {
      database.update(
          "UPDATE dead_letter SET retry = ? WHERE sink = ? AND seq = ?", number, sink, seq);
    }
  }

  /** Removes those of records that were delivered; how many. */
  static int clear(Session database, String sink, Batch delivered) throws SQLException {
    List<Long> kept =
        database.list(
            row -> row.getLong(1),
            "SELECT seq FROM dead_letter WHERE sink = ? AND seq BETWEEN ? AND ?",
            sink,
            delivered.position(0),
            delivered.positionAfter());
    return remove(database, sink, kept.stream().filter(delivered::hasPosition).toList());
  }

  /** A number for a replay or for a request to retry; never given twice. */
  static long nextNumber(Session database) throws SQLException {
    return database.number(
        0,
        "INSERT INTO tally (name, value) VALUES ('redeliveries', 1)"
            + " ON CONFLICT (name) DO UPDATE SET value = tally.value + 1 RETURNING value");
  }
}
