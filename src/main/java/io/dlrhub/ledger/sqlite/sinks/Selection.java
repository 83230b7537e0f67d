package io.dlrhub.ledger.sqlite.sinks;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.ReplayOptions;
import io.dlrhub.ledger.sqlite.file.Database;
import java.sql.SQLException;
import java.time.Instant;

/**
 * What part of the log a replay covers.
 *
 * @param position where it begins; before {@code from} when there are dead letters whose records
 *     retention has removed from the log
 * @param from the first log position of the time that was asked for
 * @param to its last position; not beyond where the sink stands, because what it has not had yet
 *     comes anyway
 */
record Selection(long position, long from, long to) {

  static Selection of(SinkServices services, Sink sink, ReplayOptions wanted) {
    long stands = sink.position();
    try (Database reader = services.file().reader()) {
      long last = services.signal().lastSeq();
      long oldest = reader.number(last + 1, "SELECT min(first_seq) FROM log");
      long from = firstOf(reader, wanted.since(), oldest, last);
      long to = wanted.until() == null ? last : firstOf(reader, wanted.until(), oldest, last) - 1;
      long position = from - 1;
      if (from == oldest) {
        position =
            reader.number(
                    from,
                    "SELECT min(seq) FROM dead_letter WHERE sink = ? AND seq < ?",
                    sink.name(),
                    oldest)
                - 1;
      }
      return new Selection(position, from, Math.min(to, stands));
    } catch (SQLException e) {
      throw new LedgerException("the ledger cannot be read: " + e.getMessage(), e);
    }
  }

  /** The first record that was appended at that time or later; append times never go backwards. */
  private static long firstOf(Database reader, Instant time, long oldest, long last)
      throws SQLException {
    long low = oldest;
    long high = last + 1;
    while (low < high) {
      long middle = (low + high) >>> 1;
      Row row =
          reader.first(
              found -> new Row(found.getLong(1), found.getLong(2), found.getLong(3)),
              "SELECT first_seq, count, appended_at FROM log WHERE first_seq <= ?"
                  + " ORDER BY first_seq DESC LIMIT 1",
              middle);
      if (row == null || row.appendedAt < time.toEpochMilli()) {
        low = row == null ? middle + 1 : row.firstSeq + row.count;
      } else {
        high = Math.max(low, row.firstSeq);
      }
    }
    return low;
  }

  private record Row(long firstSeq, long count, long appendedAt) {}
}
