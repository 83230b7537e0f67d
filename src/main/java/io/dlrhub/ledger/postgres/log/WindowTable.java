package io.dlrhub.ledger.postgres.log;

import io.dlrhub.ledger.ReconciledHour;
import io.dlrhub.ledger.postgres.database.Session;
import io.dlrhub.ledger.reconciliation.HourlySums;
import io.dlrhub.report.DeliveryStatistics;
import io.dlrhub.report.FailureReason;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.StringJoiner;

/** The newest figures of every window: tells a repeated reading from a changed one. */
public final class WindowTable {

  private static final String WINDOW =
      " WHERE provider = ? AND account = ? AND window_start = ? AND window_end = ?";

  private record Newest(int revision, String figures) {}

  /** The reading as its window's next revision; null when its figures are those of the last. */
  public DeliveryStatistics revise(Session database, DeliveryStatistics reading)
      throws SQLException {
    String start = reading.windowStart().toString();
    String end = reading.windowEnd().toString();
    Newest newest =
        database.first(
            row -> new Newest(row.getInt(1), row.getString(2)),
            "SELECT revision, figures FROM statistics_window" + WINDOW,
            reading.provider(),
            reading.account(),
            start,
            end);
    String figures = figures(reading);
    if (newest != null && newest.figures.equals(figures)) {
      return null;
    }
    int revision = newest == null ? 1 : newest.revision + 1;
    database.update(
        "INSERT INTO statistics_window"
            + " (provider, account, window_start, window_end, revision, figures)"
            + " VALUES (?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (provider, account, window_start, window_end)"
            + " DO UPDATE SET revision = excluded.revision, figures = excluded.figures",
        reading.provider(),
        reading.account(),
        start,
        end,
        revision,
        figures);
    return reading.withRevision(revision);
  }

  private static String figures(DeliveryStatistics reading) {
    StringJoiner figures = new StringJoiner(" ");
    figures.add(Long.toString(reading.submitted())).add(Long.toString(reading.reported()));
    figures.add(Long.toString(reading.delivered())).add(Long.toString(reading.failed()));
    for (FailureReason reason : DeliveryStatistics.REASONS) {
      figures.add(Long.toString(reading.failures().get(reason)));
    }
    return figures.toString();
  }

  /** Counts the newest figures of every hour; a window that is not a full hour is left out. */
  public static void book(Session reader, HourlySums pages) throws SQLException {
    reader.each(
        row -> {
          Instant start = Instant.parse(row.getString(2));
          int place = pages.place(row.getString(1), start);
          if (place != HourlySums.NOWHERE && isHour(start, Instant.parse(row.getString(3)))) {
            pages.at(place).statistics = figuresOf(row.getString(4), row.getInt(5));
          }
          return true;
        },
        "SELECT account, window_start, window_end, figures, revision FROM statistics_window"
            + " WHERE window_start >= ? AND window_start < ?",
        pages.query().from().toString(),
        pages.query().to().toString());
  }

  private static boolean isHour(Instant start, Instant end) {
    return start.truncatedTo(ChronoUnit.HOURS).equals(start)
        && start.plus(1, ChronoUnit.HOURS).equals(end);
  }

  /** The figures as {@link #figures} wrote them. */
  private static ReconciledHour.Statistics figuresOf(String figures, int revision) {
    String[] numbers = figures.split(" ");
    return new ReconciledHour.Statistics(
        Long.parseLong(numbers[0]),
        Long.parseLong(numbers[1]),
        Long.parseLong(numbers[2]),
        Long.parseLong(numbers[3]),
        revision);
  }

  /** The last window noted as complete; null before the first. */
  public static Instant lastComplete(Session reader, String provider, String account)
      throws SQLException {
    return reader.first(
        row -> Instant.ofEpochMilli(row.getLong(1)),
        "SELECT window_start FROM complete_window WHERE provider = ? AND account = ?",
        provider,
        account);
  }

  /** Notes a window as complete in place of the one before. */
  public int complete(Session database, String provider, String account, Instant windowStart)
      throws SQLException {
    return database.update(
        "INSERT INTO complete_window (provider, account, window_start) VALUES (?, ?, ?)"
            + " ON CONFLICT (provider, account) DO UPDATE SET window_start = excluded.window_start",
        provider,
        account,
        windowStart.toEpochMilli());
  }
}
