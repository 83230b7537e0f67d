package io.dlrhub.ledger.sqlite.log;

import io.dlrhub.ledger.FeedOptions.Kinds;
import io.dlrhub.ledger.sqlite.file.Database;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads the rows of the log; the one place that knows their columns. */
public final class LogRows {

  private static final String ROW =
      "SELECT first_seq, count, kind, statistics_before, appended_at,"
          + " CASE WHEN kind BETWEEN ? AND ? THEN body END FROM log";

  private LogRows() {}

  /**
   * A row as it is stored.
   *
   * @param firstSeq the position of its first record
   * @param count its records
   * @param kind {@link LogWriter#REPORT} or {@link LogWriter#STATISTICS}
   * @param statisticsBefore statistics in older rows
   * @param appendedAt in milliseconds
   * @param body its records; null where they are of another kind than was asked for
   */
  public record Stored(
      long firstSeq, int count, int kind, long statisticsBefore, long appendedAt, byte[] body) {

    private static Stored of(ResultSet row) throws SQLException {
      return new Stored(
          row.getLong(1),
          row.getInt(2),
          row.getInt(3),
          row.getLong(4),
          row.getLong(5),
          row.getBytes(6));
    }

    /** The position of its last record. */
    public long lastSeq() {
      return firstSeq + count - 1;
    }

    public boolean isReports() {
      return kind == LogWriter.REPORT;
    }

    /** Statistics up to its end. */
    public long statisticsAfter() {
      return statisticsUpTo(lastSeq());
    }

    private long statisticsUpTo(long seq) {
      return statisticsBefore + (isReports() ? 0 : Math.min(count, seq - firstSeq + 1));
    }

    /** Its records; not for a row without its body. */
    public LogRow open() {
      return LogRow.of(firstSeq, count, body);
    }
  }

  /** Looks at a row; false ends the reading. */
  public interface Visitor {
    boolean visit(Stored row) throws SQLException;
  }

  /** Visits rows in order, from the one that holds that position; bodies of these kinds. */
  public static void from(Database database, long seq, Kinds kinds, Visitor visitor)
      throws SQLException {
    database.each(
        row -> visitor.visit(Stored.of(row)),
        ROW
            + " WHERE first_seq >= coalesce((SELECT max(first_seq) FROM log WHERE first_seq <= ?), 0)"
            + " ORDER BY first_seq",
        lowest(kinds),
        highest(kinds),
        seq);
  }

  /** Visits the rows that begin from one position to before another, with bodies of reports. */
  public static void reportsBetween(Database database, long from, long before, Visitor visitor)
      throws SQLException {
    database.each(
        row -> visitor.visit(Stored.of(row)),
        ROW + " WHERE first_seq >= ? AND first_seq < ? ORDER BY first_seq",
        LogWriter.REPORT,
        LogWriter.REPORT,
        from,
        before);
  }

  /** The same from the end. */
  public static void reportsBackwards(Database database, long from, long before, Visitor visitor)
      throws SQLException {
    database.each(
        row -> visitor.visit(Stored.of(row)),
        ROW + " WHERE first_seq >= ? AND first_seq < ? ORDER BY first_seq DESC",
        LogWriter.REPORT,
        LogWriter.REPORT,
        from,
        before);
  }

  /** The last row that begins at or before a position; null without one. */
  static Stored covering(Database database, long seq) throws SQLException {
    return database.first(
        Stored::of,
        ROW + " WHERE first_seq <= ? ORDER BY first_seq DESC LIMIT 1",
        LogWriter.REPORT,
        LogWriter.STATISTICS,
        seq);
  }

  /** The oldest row; null when the log is empty. */
  public static Stored oldest(Database database) throws SQLException {
    return database.first(
        Stored::of, ROW + " ORDER BY first_seq LIMIT 1", LogWriter.REPORT, LogWriter.STATISTICS);
  }

  /** The newest row; null when the log is empty. */
  public static Stored newest(Database database) throws SQLException {
    return database.first(
        Stored::of,
        ROW + " ORDER BY first_seq DESC LIMIT 1",
        LogWriter.REPORT,
        LogWriter.STATISTICS);
  }

  /** The oldest position still in the log. */
  public static long oldestSeq(Database database, long otherwise) throws SQLException {
    return database.number(otherwise, "SELECT min(first_seq) FROM log");
  }

  /**
   * The first position that was appended at that time or later; append times never go backwards.
   *
   * @param oldest where to look from
   * @param last to where; the one after it when there is none
   */
  public static long firstAppendedAt(Database database, long millis, long oldest, long last)
      throws SQLException {
    long low = oldest;
    long high = last + 1;
    while (low < high) {
      long middle = low + (high - low) / 2;
      Stored row = headOf(database, middle);
      if (row == null || row.appendedAt < millis) {
        low = row == null ? middle + 1 : Math.max(middle, row.lastSeq()) + 1;
      } else {
        high = Math.max(low, row.firstSeq);
      }
    }
    return Math.min(low, last + 1);
  }

  /** When the first record of these kinds after a position was appended; −1 without one. */
  public static long appendedAfter(Database database, long seq, Kinds kinds) throws SQLException {
    return database.number(
        -1,
        "SELECT appended_at FROM log WHERE first_seq >="
            + " coalesce((SELECT max(first_seq) FROM log WHERE first_seq <= ?), 0)"
            + " AND kind BETWEEN ? AND ? ORDER BY first_seq LIMIT 1",
        seq + 1,
        lowest(kinds),
        highest(kinds));
  }

  /** Statistics among the records up to a position, of all that were ever appended. */
  public static long statisticsUpTo(Database database, long seq) throws SQLException {
    Stored row = headOf(database, seq);
    return row != null
        ? row.statisticsUpTo(seq)
        : database.number(0, "SELECT statistics_before FROM log ORDER BY first_seq LIMIT 1");
  }

  /** Without the body, which may be long. */
  private static Stored headOf(Database database, long seq) throws SQLException {
    return database.first(
        Stored::of,
        ROW + " WHERE first_seq <= ? ORDER BY first_seq DESC LIMIT 1",
        LogWriter.STATISTICS,
        LogWriter.REPORT,
        seq);
  }

  private static int lowest(Kinds kinds) {
    return kinds == Kinds.STATISTICS ? LogWriter.STATISTICS : LogWriter.REPORT;
  }

  private static int highest(Kinds kinds) {
    return kinds == Kinds.REPORTS ? LogWriter.REPORT : LogWriter.STATISTICS;
  }
}
