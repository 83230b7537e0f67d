package io.dlrhub.ledger.sqlite.sinks;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.Replay;
import io.dlrhub.ledger.Replay.Progress;
import io.dlrhub.ledger.ReplayOptions;
import io.dlrhub.ledger.ReplayRunning;
import io.dlrhub.ledger.Replays;
import io.dlrhub.ledger.SinkNotRunning;
import io.dlrhub.ledger.replay.ReplayRange;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.log.LogRows;
import io.dlrhub.ledger.sqlite.writer.Request;
import io.dlrhub.report.DeliveryStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Replays, a row each; what runs is known in memory too. */
public final class SqlReplays implements Replays {

  private final Sinks sinks;
  private final SinkServices services;
  private final Clock clock;

  public SqlReplays(Sinks sinks, SinkServices services, Clock clock) {
    this.sinks = sinks;
    this.services = services;
    this.clock = clock;
  }

  /** The last one of each sink. */
  static Map<String, Replay> stored(Database database) throws SQLException {
    Map<String, Replay> replays = new TreeMap<>();
    database.each(
        row -> {
          Replay replay = replay(row);
          replays.put(replay.options().sink(), replay);
          return true;
        },
        "SELECT number, sink, since, until, account, status, max_per_second, from_seq, to_seq,"
            + " position, delivered, refused, missed, started_at, ended_at, cancelled FROM replay");
    return replays;
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
    Sink sink = sinks.get(wanted.sink());
    if (!sink.open().get()) {
      throw new SinkNotRunning(sink.name());
    }
    refuseSecond(sink);
    ReplayOptions options =
        wanted.until() != null
            ? wanted
            : new ReplayOptions(
                wanted.sink(),
                wanted.since(),
                clock.instant(),
                wanted.account(),
                wanted.status(),
                wanted.maxPerSecond());
    ReplayRange range = range(sink, wanted);
    Optional<Replay> started =
        services
            .queue()
            .request(
                new Request<>(
                    database -> insert(database, options, range),
                    replay -> replay.ifPresent(sink::setReplay)));
    services.signal().wakeAll();
    return started.orElseThrow(() -> new ReplayRunning(sink.replay()));
  }

  private ReplayRange range(Sink sink, ReplayOptions wanted) {
    long stands = sink.position();
    try (Database reader = services.file().reader()) {
      long last = services.signal().lastSeq();
      long oldest = LogRows.oldestSeq(reader, last + 1);
      long from = LogRows.firstAppendedAt(reader, wanted.since().toEpochMilli(), oldest, last);
      long to =
          wanted.until() == null
              ? last
              : LogRows.firstAppendedAt(reader, wanted.until().toEpochMilli(), oldest, last) - 1;
      long oldestDeadLetter =
          reader.number(
              from,
              "SELECT min(seq) FROM dead_letter WHERE sink = ? AND seq < ?",
              sink.name(),
              oldest);
      return ReplayRange.of(from, to, oldest, oldestDeadLetter, stands);
    } catch (SQLException e) {
      throw new LedgerException("the ledger cannot be read: " + e.getMessage(), e);
    }
  }

  private static void refuseSecond(Sink sink) {
    Replay replay = sink.replay();
    if (replay != null && replay.running()) {
      throw new ReplayRunning(replay);
    }
  }

  /** Empty when another has come first. */
  private Optional<Replay> insert(Database database, ReplayOptions options, ReplayRange range)
      throws SQLException {
    if (database.number(
            0, "SELECT count(*) FROM replay WHERE sink = ? AND ended_at IS NULL", options.sink())
        > 0) {
      return Optional.empty();
    }
    long now = services.end().now();
    boolean nothing = range.isEmpty();
    Replay replay =
        new Replay(
            DeadLetterRows.nextNumber(database),
            options,
            range.from(),
            range.to(),
            new Progress(range.position(), 0, 0, 0),
            Instant.ofEpochMilli(now),
            nothing ? Instant.ofEpochMilli(now) : null,
            false);
    database.update(
        "INSERT OR REPLACE INTO replay (sink, number, since, until, account, status,"
            + " max_per_second, from_seq, to_seq, position, delivered, refused, missed, started_at,"
            + " ended_at, cancelled) VALUES (?, ?, ?, ?, ?, ?, nullif(?, 0), ?, ?, ?, 0, 0, 0, ?,"
            + " nullif(?, 0), 0)",
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
    return Optional.of(replay);
  }

  @Override
  public Optional<Replay> of(String sink) {
    return Optional.ofNullable(sinks.get(sink).replay());
  }

  @Override
  public Optional<Replay> cancel(String name) {
    Sink sink = sinks.get(name);
    Replay running = sink.replay();
    if (running == null || !running.running()) {
      return Optional.empty();
    }
    return end(sink, running.number(), true) ? Optional.of(sink.replay()) : Optional.empty();
  }

  /** Ends that replay; false when it had ended. */
  boolean end(Sink sink, long number, boolean early) {
    boolean ended =
        services
            .queue()
            .request(
                new Request<>(
                    database -> {
                      long now = services.end().now();
                      return database.update(
                              "UPDATE replay SET ended_at = ?, cancelled = ?"
                                  + " WHERE sink = ? AND number = ? AND ended_at IS NULL",
                              now,
                              early ? 1 : 0,
                              sink.name(),
                              number)
                          > 0;
                    },
                    done -> {
                      if (done) {
                        Instant now = Instant.ofEpochMilli(services.end().now());
                        sink.setReplay(sink.replay().ended(now, early));
                      }
                    }));
    services.signal().wakeAll();
    return ended;
  }

  /** What changes with a step of a replay. */
  record Step(long number, long position, long delivered, long refused, long missed) {

    /** Within a transaction; nothing happens when another replay has taken its place. */
    void store(Database database, Sink sink) throws SQLException {
      database.update(
          "UPDATE replay SET position = ?, delivered = delivered + ?, refused = refused + ?,"
              + " missed = missed + ? WHERE sink = ? AND number = ?",
          position,
          delivered,
          refused,
          missed,
          sink.name(),
          number);
    }

    /** After the commit. */
    void remember(Sink sink) {
      Replay replay = sink.replay();
      if (replay != null && replay.number() == number) {
        Progress now = replay.progress();
        sink.setReplay(
            replay.at(
                new Progress(
                    position,
                    now.delivered() + delivered,
                    now.refused() + refused,
                    now.missed() + missed)));
      }
    }
  }
}
