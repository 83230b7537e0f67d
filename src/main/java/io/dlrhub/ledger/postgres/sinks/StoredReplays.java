package io.dlrhub.ledger.postgres.sinks;

import io.dlrhub.ledger.Replay;
import io.dlrhub.ledger.Replay.Progress;
import io.dlrhub.ledger.ReplayOptions;
import io.dlrhub.ledger.ReplayRunning;
import io.dlrhub.ledger.Replays;
import io.dlrhub.ledger.SinkNotRunning;
import io.dlrhub.ledger.postgres.database.Session;
import io.dlrhub.ledger.postgres.log.RecordTable;
import io.dlrhub.ledger.replay.ReplayRange;
import io.dlrhub.report.DeliveryStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Replays, a row each: the last one of each sink. */
public final class StoredReplays implements Replays {

  private final SinkParts parts;
  private volatile boolean asked;

  public StoredReplays(SinkParts parts) {
    this.parts = parts;
  }

  /** Whether this process was asked for one since that was last looked at. */
  boolean wasAsked() {
    boolean was = asked;
    asked = false;
    return was;
  }

  /** The last one; null before the first. */
  static Replay read(Session session, String sink) throws SQLException {
    return session.first(
        StoredReplays::replay,
        "SELECT number, sink, since, until, account, status, max_per_second, from_seq, to_seq,"
            + " position, delivered, refused, missed, started_at, ended_at, cancelled FROM replay"
            + " WHERE sink = ?",
        sink);
  }

  private static Replay replay(ResultSet row) throws SQLException {
    String status = row.getString(6);
    int pace = row.getInt(7);
    long endedAt = row.getLong(15);
    return new Replay(
        row.getLong(1),
        new ReplayOptions(
            row.getString(2),
            Instant.ofEpochMilli(row.getLong(3)),
            Instant.ofEpochMilli(row.getLong(4)),
            row.getString(5),
            status == null ? null : DeliveryStatus.of(status),
            pace == 0 ? null : pace),
        row.getLong(8),
        row.getLong(9),
        new Progress(row.getLong(10), row.getLong(11), row.getLong(12), row.getLong(13)),
        Instant.ofEpochMilli(row.getLong(14)),
        endedAt == 0 ? null : Instant.ofEpochMilli(endedAt),
        row.getInt(16) != 0);
  }

  @Override
  public Replay start(ReplayOptions wanted) {
    ReplayOptions options =
        wanted.until() != null
            ? wanted
            : new ReplayOptions(
                wanted.sink(),
                wanted.since(),
                parts.clock().instant(),
                wanted.account(),
                wanted.status(),
                wanted.maxPerSecond());
    Replay started = parts.pool().write(session -> start(session, wanted, options));
    asked = true;
    parts.signal().wakeAll();
    return started;
  }

  private Replay start(Session session, ReplayOptions wanted, ReplayOptions options)
      throws SQLException {
    SinkTable.Row sink = SinkTable.get(session, wanted.sink());
    if (!sink.open()) {
      throw new SinkNotRunning(sink.name());
    }
    // Two who start one at the same time come one after the other.
    session.update("UPDATE sink SET name = name WHERE name = ?", sink.name());
    Replay running = read(session, sink.name());
    if (running != null && running.running()) {
      throw new ReplayRunning(running);
    }
    return insert(session, options, range(session, sink, wanted));
  }

  private static ReplayRange range(Session session, SinkTable.Row sink, ReplayOptions wanted)
      throws SQLException {
    long last = RecordTable.lastSeq(session);
    long oldest = RecordTable.oldestSeq(session, last + 1);
    long from = RecordTable.firstAppendedAt(session, wanted.since().toEpochMilli(), oldest, last);
    long to =
        wanted.until() == null
            ? last
            : RecordTable.firstAppendedAt(session, wanted.until().toEpochMilli(), oldest, last) - 1;
    long oldestDeadLetter =
        session.number(
            from,
            "SELECT min(seq) FROM dead_letter WHERE sink = ? AND seq < ?",
            sink.name(),
            oldest);
    return ReplayRange.of(from, to, oldest, oldestDeadLetter, sink.position());
  }

  private Replay insert(Session session, ReplayOptions options, ReplayRange range)
      throws SQLException {
    long now = parts.clock().millis();
    boolean nothing = range.isEmpty();
    Replay replay =
        new Replay(
            DeadLetterTable.nextNumber(session),
            options,
            range.from(),
            range.to(),
            new Progress(range.position(), 0, 0, 0),
            Instant.ofEpochMilli(now),
            nothing ? Instant.ofEpochMilli(now) : null,
            false);
    session.update(
        "INSERT INTO replay (sink, number, since, until, account, status,"
            + " max_per_second, from_seq, to_seq, position, delivered, refused, missed, started_at,"
            + " ended_at, cancelled) VALUES (?, ?, ?, ?, ?, ?, nullif(?::bigint, 0), ?, ?, ?, 0, 0, 0, ?,"
            + " nullif(?::bigint, 0), 0) ON CONFLICT (sink) DO UPDATE SET number = excluded.number,"
            + " since = excluded.since, until = excluded.until, account = excluded.account,"
            + " status = excluded.status, max_per_second = excluded.max_per_second,"
            + " from_seq = excluded.from_seq, to_seq = excluded.to_seq,"
            + " position = excluded.position, delivered = 0, refused = 0, missed = 0,"
            + " started_at = excluded.started_at, ended_at = excluded.ended_at, cancelled = 0",
        options.sink(),
        replay.number(),
        options.since().toEpochMilli(),
        options.until().toEpochMilli(),
        options.account(),
        options.status() == null ? null : options.status().wireName(),
        options.maxPerSecond() == null ? 0 : options.maxPerSecond(),
        replay.from(),
        replay.to(),
        replay.progress().position(),
        now,
        nothing ? now : 0L);
    return replay;
  }

  @Override
  public Optional<Replay> of(String sink) {
    return parts
        .pool()
        .read(session -> Optional.ofNullable(read(session, SinkTable.get(session, sink).name())));
  }

  @Override
  public Optional<Replay> cancel(String sink) {
    Optional<Replay> running = of(sink).filter(Replay::running);
    if (running.isEmpty()) {
      return Optional.empty();
    }
    boolean ended = parts.pool().write(session -> end(session, sink, running.get().number(), true));
    parts.signal().wakeAll();
    return ended ? of(sink) : Optional.empty();
  }

  /** Ends that replay; false when it had ended. */
  boolean end(Session session, String sink, long number, boolean early) throws SQLException {
    return session.update(
            "UPDATE replay SET ended_at = ?, cancelled = ?"
                + " WHERE sink = ? AND number = ? AND ended_at IS NULL",
            parts.clock().millis(),
            early ? 1 : 0,
            sink,
            number)
        > 0;
  }

  /** What changes with a step of a replay. */
  record Step(long number, long position, long delivered, long refused, long missed) {}

  /** Nothing happens when another replay has taken its place. */
  static void step(Session session, String sink, Step step) throws SQLException {
    session.update(
        "UPDATE replay SET position = ?, delivered = delivered + ?, refused = refused + ?,"
            + " missed = missed + ? WHERE sink = ? AND number = ?",
        step.position,
        step.delivered,
        step.refused,
        step.missed,
        sink,
        step.number);
  }
}
