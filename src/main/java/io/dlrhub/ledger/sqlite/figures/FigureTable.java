package io.dlrhub.ledger.sqlite.figures;

import io.dlrhub.ledger.sqlite.file.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** The tables of figures. */
public final class FigureTable {

  /** Minutes are kept as long as that. */
  private static final long MINUTES_KEPT = Duration.ofDays(8).toMillis();

  /** Hours of stored reports are kept as long as that. */
  private static final long HOURS_KEPT = Duration.ofDays(400).toMillis();

  private long trimmedAt;

  /** Looks at a figure. */
  public interface Visitor {
    void visit(Figure figure, long count);
  }

  PendingChanges pending(Database database) throws SQLException {
    return PendingChanges.of(
        database.first(row -> row.getBytes(1), "SELECT changes FROM figure_pending"));
  }

  void setPending(Database database, PendingChanges pending) throws SQLException {
    database.update(
        "INSERT OR REPLACE INTO figure_pending (number, changes) VALUES (1, ?)", pending.toBytes());
  }

  /**
   * Adds what was counted.
   *
   * @param upToSeq the newest report among it
   */
  void add(Database database, PendingChanges changes, long upToSeq) throws SQLException {
    long newest = 0;
    for (Map.Entry<Figure, long[]> one : changes.counts().entrySet()) {
      Figure figure = one.getKey();
      add(database, figure, one.getValue()[0]);
      if (figure.kind() == Figure.MINUTE) {
        add(database, figure.inHour(), one.getValue()[0]);
        newest = Math.max(newest, figure.start());
      }
    }
    byte[] keys = changes.keyBytes();
    if (keys.length > 0) {
      database.update(
          "INSERT INTO unsettled (up_to_seq, keys) VALUES (?, ?) ON CONFLICT (up_to_seq)"
              + " DO UPDATE SET keys = CAST(keys || excluded.keys AS BLOB)",
          upToSeq,
          keys);
    }
    trim(database, newest);
  }

  private static void add(Database database, Figure figure, long change) throws SQLException {
    if (change != 0) {
      database.update(
          "INSERT INTO figure (kind, start, provider, account, channel, status, reason, tracked,"
              + " count) VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT DO UPDATE"
              + " SET count = count + excluded.count",
          figure.kind(),
          figure.start(),
          figure.provider(),
          figure.account(),
          figure.channel(),
          figure.status(),
          figure.reason(),
          figure.tracked() ? 1 : 0,
          change);
    }
  }

  /** Once an hour of the log. */
  private void trim(Database database, long newest) throws SQLException {
    if (newest - trimmedAt >= Figure.HOUR_MILLIS) {
      trimmedAt = newest;
      forget(database, Figure.MINUTE, newest - MINUTES_KEPT);
      forget(database, Figure.HOUR, newest - HOURS_KEPT);
    }
  }

  /** Removes phones of the hours that are over by then, with the records they were counted from. */
  public static void forgetPhones(Database database, long before) throws SQLException {
    forget(database, Figure.PHONES, before - Figure.HOUR_MILLIS + 1);
  }

  private static void forget(Database database, int kind, long before) throws SQLException {
    database.update("DELETE FROM figure WHERE kind = ? AND start < ?", kind, before);
  }

  /**
   * Visits the figures of a kind that start from one time to before another, both in milliseconds;
   * one may come in parts.
   */
  public static void each(Database reader, int kind, long from, long before, Visitor visitor)
      throws SQLException {
    // In one statement, which sees one state of the ledger.
    reader.each(
        row -> {
          if (row.getBytes(9) != null) {
            pending(PendingChanges.of(row.getBytes(9)), kind, from, before, visitor);
          } else {
            visitor.visit(
                new Figure(
                    kind,
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getInt(7) == 1),
                row.getLong(8));
          }
          return true;
        },
        "SELECT start, provider, account, channel, status, reason, tracked, count, NULL"
            + " FROM figure WHERE kind = ? AND start >= ? AND start < ? UNION ALL"
            + " SELECT 0, '', '', '', '', '', 0, 0, changes FROM figure_pending",
        kind,
        from,
        before);
  }

  private static void pending(
      PendingChanges changes, int kind, long from, long before, Visitor visitor) {
    changes
        .counts()
        .forEach(
            (stored, count) -> {
              boolean inHour = kind == Figure.HOUR && stored.kind() == Figure.MINUTE;
              Figure figure = inHour ? stored.inHour() : stored;
              if (figure.kind() == kind && figure.start() >= from && figure.start() < before) {
                visitor.visit(figure, count[0]);
              }
            });
  }
}
