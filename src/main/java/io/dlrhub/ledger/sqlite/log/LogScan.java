package io.dlrhub.ledger.sqlite.log;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.sqlite.file.Database;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;

/**
 * Goes through the reports of a stretch of the log, a few thousand in one read transaction: a
 * longer one would let the write-ahead log grow.
 */
public final class LogScan {

  private static final int RECORDS_AT_ONCE = 5000;

  private final Database reader;
  private final BooleanSupplier closed;

  /** Looks at a report; false ends the scan. */
  public interface Visitor {
    boolean visit(StoredReport report) throws SQLException;
  }

  /**
   * @param closed whether to give up
   */
  public LogScan(Database reader, BooleanSupplier closed) {
    this.reader = reader;
    this.closed = closed;
  }

  /**
   * The first position of a row appended at that time or later; after the last when there is none.
   */
  public static long firstAppendedSince(Database reader, long millis, long last)
      throws SQLException {
    long low = 0;
    long high = last + 1;
    while (low < high) {
      long middle = low + (high - low) / 2;
      Long at =
          reader.first(
              row -> row.getLong(1),
              "SELECT appended_at FROM log WHERE first_seq >= ? ORDER BY first_seq LIMIT 1",
              middle);
      if (at == null || at >= millis) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /**
   * Visits the reports from one position to another, both included.
   *
   * @return false when the visitor ended it
   */
  public boolean each(long first, long last, Visitor visitor) throws SQLException {
    long[] next = {first};
    boolean[] going = {true};
    while (going[0] && next[0] <= last) {
      if (closed.getAsBoolean()) {
        throw new LedgerException("the ledger is closed");
      }
      next[0] = chunk(next[0], last, visitor, going);
    }
    return going[0];
  }

  private long chunk(long first, long last, Visitor visitor, boolean[] going) throws SQLException {
    long[] next = {last + 1};
    int[] seen = {0};
    reader.each(
        row -> {
          if (seen[0] > RECORDS_AT_ONCE) {
            next[0] = row.getLong(1);
            return false;
          }
          seen[0] += row.getInt(2);
          byte[] body = row.getBytes(3);
          going[0] = body == null || lines(row.getLong(1), RowBody.decode(body), visitor);
          return going[0];
        },
        "SELECT first_seq, count, CASE WHEN kind = 0 THEN body END FROM log"
            + " WHERE first_seq >= ? AND first_seq <= ? ORDER BY first_seq",
        first,
        last);
    return next[0];
  }

  private static boolean lines(long firstSeq, byte[] body, Visitor visitor) throws SQLException {
    long seq = firstSeq;
    int start = 0;
    for (int at = 0; at <= body.length; at++) {
      if (at == body.length || body[at] == '\n') {
        if (!visitor.visit(new StoredReport(seq++, body, start, at - start))) {
          return false;
        }
        start = at + 1;
      }
    }
    return true;
  }
}
