package io.dlrhub.ledger.postgres.log;

import io.dlrhub.ledger.History;
import io.dlrhub.ledger.HistoryQuery;
import io.dlrhub.ledger.postgres.database.Session;
import io.dlrhub.report.DeliveryReport;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many reports were stored in each minute and hour, of whom and how they ended. */
public final class HistoryTable {

  private static final long MINUTES_KEPT = Duration.ofDays(8).toMillis();
  private static final long HOURS_KEPT = Duration.ofDays(400).toMillis();

  private record Kind(
      String provider, String account, String channel, String status, String reason) {}

  private final Map<Kind, Long> counted = new LinkedHashMap<>();

  /** Counts a report of this transaction. */
  public void count(DeliveryReport report) {
    Kind kind =
        new Kind(
            report.provider(),
            report.account(),
            report.channel().wireName(),
            report.status().wireName(),
            report.failureReason() == null ? "" : report.failureReason().wireName());
    counted.merge(kind, 1L, Long::sum);
  }

  /** Writes what was counted. */
  public void flush(Session session, long now) throws SQLException {
    for (ChronoUnit step : List.of(ChronoUnit.MINUTES, ChronoUnit.HOURS)) {
      long start = now - Math.floorMod(now, step.getDuration().toMillis());
      for (Map.Entry<Kind, Long> one : counted.entrySet()) {
        Kind kind = one.getKey();
        session.update(
            "INSERT INTO history (step, start, provider, account, channel, status, reason, count)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (step, start, provider, account, channel, status, reason)"
                + " DO UPDATE SET count = history.count + excluded.count",
            step.name(),
            start,
            kind.provider,
            kind.account,
            kind.channel,
            kind.status,
            kind.reason,
            one.getValue());
      }
    }
  }

  /** What a query asks for. */
  public static History read(Session session, HistoryQuery query) throws SQLException {
    return new History(
        true,
        session.list(
            row ->
                new History.Point(
                    Instant.ofEpochMilli(row.getLong(1)),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getLong(7)),
            "SELECT start, provider, account, channel, status, nullif(reason, ''), count"
                + " FROM history WHERE step = ? AND start >= ? AND start < ?"
                + " ORDER BY start, provider, account, channel, status, reason",
            query.step().name(),
            query.since().toEpochMilli(),
            query.until().toEpochMilli()));
  }

  /** Forgets what is older than it is kept. */
  public static int forget(Session session, long now) throws SQLException {
    return session.update(
            "DELETE FROM history WHERE step = 'MINUTES' AND start < ?", now - MINUTES_KEPT)
        + session.update(
            "DELETE FROM history WHERE step = 'HOURS' AND start < ?", now - HOURS_KEPT);
  }
}
