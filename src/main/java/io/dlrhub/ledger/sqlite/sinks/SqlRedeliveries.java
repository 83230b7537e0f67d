package io.dlrhub.ledger.sqlite.sinks;

import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.Redeliveries;
import io.dlrhub.ledger.Redelivery;
import io.dlrhub.ledger.Replay;
import io.dlrhub.ledger.replay.ReplayRules;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.file.OnDemandReader;
import io.dlrhub.ledger.sqlite.log.LogReader;
import io.dlrhub.ledger.sqlite.log.LogRows;
import io.dlrhub.ledger.sqlite.sinks.SqlReplays.Step;
import io.dlrhub.ledger.sqlite.writer.Request;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes to a sink again, read from the file. Holds a connection only while there is work. */
final class SqlRedeliveries implements Redeliveries {

  private static final Logger LOG = LoggerFactory.getLogger(SqlRedeliveries.class);

  /** Records looked at in one go for those that were selected. */
  private static final int LOOK_AT = 1000;

  private static final long SAVE_SKIPPED_NANOS = Duration.ofSeconds(10).toNanos();

  private final Sink sink;
  private final SqlReplays replays;
  private final SinkServices services;
  private final OnDemandReader connection;
  private LogReader log;
  private long skippedOf;
  private long skippedTo;
  private long savedSkippedAt = System.nanoTime();
  private volatile boolean closed;

  SqlRedeliveries(Sink sink, SqlReplays replays, SinkServices services) {
    this.sink = sink;
    this.replays = replays;
    this.services = services;
    this.connection = new OnDemandReader(services.file());
  }

  @Override
  public Redelivery poll(int atMost, Duration wait) throws InterruptedException {
    long deadline = System.nanoTime() + wait.toNanos();
    while (!closed) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Redelivery redelivery = sink.paused() ? null : next(atMost);
      if (redelivery == null) {
        letGo();
        if (System.nanoTime() >= deadline) {
          return null;
        }
        services.signal().awaitWhile(this::idle, deadline - System.nanoTime());
      } else if (!redelivery.batch().isEmpty()) {
        return redelivery;
      }
    }
    return null;
  }

  private boolean idle() {
    return !closed && (sink.paused() || !(sink.retriesAsked() || replayRuns()));
  }

  private boolean replayRuns() {
    Replay replay = sink.replay();
    return replay != null && replay.running();
  }

  /** Null when there is nothing to do; with an empty batch when a step brought nothing. */
  private synchronized Redelivery next(int atMost) {
    try {
      Redelivery letters = sink.retriesAsked() ? retries(atMost) : null;
      return letters != null ? letters : closed || !replayRuns() ? null : replay(atMost);
    } catch (SQLException e) {
      letGo();
      throw new LedgerException("sink " + sink.name() + ": cannot read: " + e.getMessage(), e);
    }
  }

  private Database reader() throws SQLException {
    Database database = connection.get();
    if (log == null) {
      log = new LogReader(database, sink.kinds());
    }
    return database;
  }

  /** The dead letters of one request to retry; null when none is left. */
  private Redelivery retries(int atMost) throws SQLException {
    // Before looking, so that one asked for meanwhile is not forgotten.
    sink.setRetriesAsked(false);
    long number =
        reader()
            .number(
                0,
                "SELECT min(retry) FROM dead_letter WHERE sink = ? AND retry IS NOT NULL",
                sink.name());
    if (number == 0) {
      return null;
    }
    sink.setRetriesAsked(true);
    Batch batch =
        batch(
            reader()
                .list(
                    row -> new Line(row.getLong(1), row.getBytes(2)),
                    "SELECT seq, line FROM dead_letter WHERE sink = ? AND retry = ? ORDER BY seq LIMIT ?",
                    sink.name(),
                    number,
                    atMost));
    return new Redelivery(number, null, false, batch);
  }

  private Redelivery replay(int atMost) throws SQLException {
    Replay replay = sink.replay();
    long position = replay.progress().position();
    if (skippedOf == replay.number()) {
      position = Math.max(position, skippedTo);
    }
    long oldest = LogRows.oldestSeq(reader(), services.signal().lastSeq() + 1);
    Found found =
        position + 1 < oldest
            ? removed(replay, position, Math.min(oldest - 1, replay.to()), atMost)
            : kept(replay, position, atMost);
    if (found.lines.isEmpty()) {
      skip(replay, found.scannedTo);
    }
    return new Redelivery(
        replay.number(), replay.options().maxPerSecond(), true, batch(found.lines));
  }

  private record Line(long seq, byte[] line) {}

  private record Found(List<Line> lines, long scannedTo) {}

  /** Where retention has been there are the copies of dead letters only. */
  private Found removed(Replay replay, long position, long to, int atMost) throws SQLException {
    List<Line> letters =
        reader()
            .list(
                row -> new Line(row.getLong(1), row.getBytes(2)),
                "SELECT seq, line FROM dead_letter WHERE sink = ? AND seq > ? AND seq <= ?"
                    + " ORDER BY seq LIMIT ?",
                sink.name(),
                position,
                to,
                atMost);
    long scannedTo = letters.size() < atMost ? to : letters.get(atMost - 1).seq;
    List<Line> selected =
        letters.stream()
            .filter(one -> ReplayRules.selectsByTime(replay.options(), one.line))
            .toList();
    long missed = to - Math.max(position, replay.from() - 1);
    if (letters.isEmpty() && missed > 0) {
      LOG.warn(
          "Sink {}: {} cannot bring {} records, retention has removed them",
          sink.name(),
          replay.name(),
          missed);
      move(new Step(replay.number(), scannedTo, 0, 0, missed));
    }
    return new Found(selected, scannedTo);
  }

  private Found kept(Replay replay, long position, int atMost) throws SQLException {
    LogReader.Found read = log.read(position, Math.max(atMost, LOOK_AT));
    List<Line> selected = new ArrayList<>();
    for (int i = 0; i < read.batch().size() && selected.size() < atMost; i++) {
      Line line = new Line(read.batch().position(i), read.batch().lines().get(i));
      if (line.seq <= replay.to() && ReplayRules.selects(replay.options(), line.line)) {
        selected.add(line);
      }
    }
    return new Found(selected, Math.min(read.scannedTo(), replay.to()));
  }

  private static Batch batch(List<Line> lines) {
    return new Batch(
        lines.stream().mapToLong(Line::seq).toArray(), lines.stream().map(Line::line).toList());
  }

  /** Nothing up to there was selected: remembers it, now and then durably; ends at the end. */
  private void skip(Replay replay, long position) {
    skippedOf = replay.number();
    skippedTo = position;
    boolean atEnd = position >= replay.to();
    if (atEnd || System.nanoTime() - savedSkippedAt > SAVE_SKIPPED_NANOS) {
      savedSkippedAt = System.nanoTime();
      move(new Step(replay.number(), position, 0, 0, 0));
    }
    if (atEnd && replays.end(sink, replay.number(), false)) {
      LOG.info("Sink {}: {} is done: {}", sink.name(), replay.name(), sink.replay().progress());
    }
  }

  private void move(Step step) {
    services
        .queue()
        .request(
            new Request<>(
                writer -> {
                  step.store(writer, sink);
                  return step;
                },
                stored -> stored.remember(sink)));
  }

  @Override
  public boolean wanted(Redelivery redelivery) {
    Replay replay = sink.replay();
    return !sink.paused()
        && (!redelivery.ofReplay() || replay.running() && replay.number() == redelivery.number());
  }

  @Override
  public void delivered(Redelivery redelivery, Batch part) {
    Step step = new Step(redelivery.number(), part.positionAfter(), part.size(), 0, 0);
    services
        .queue()
        .request(
            new Request<>(
                writer -> {
                  if (!redelivery.ofReplay()) {
                    return DeadLetterRows.remove(writer, sink.name(), part.positions());
                  }
                  step.store(writer, sink);
                  return DeadLetterRows.clear(writer, sink.name(), part);
                },
                cleared -> {
                  if (redelivery.ofReplay()) {
                    step.remember(sink);
                  }
                  if (cleared > 0) {
                    sink.deadLetters().addAndGet(-cleared);
                    services.observer().get().delivered(sink.name(), cleared);
                  }
                }));
  }

  @Override
  public void refused(Redelivery redelivery, Batch lone, String reason, int attempts) {
    RefusedRecord refusal =
        new RefusedRecord(lone.positionAfter(), lone.lines().get(0), reason, attempts);
    Step step = new Step(redelivery.number(), lone.positionAfter(), 0, 1, 0);
    services
        .queue()
        .request(
            new Request<>(
                writer -> {
                  long now = services.end().now();
                  if (!redelivery.ofReplay()) {
                    DeadLetterRows.refusedAgain(writer, sink.name(), refusal, now);
                    return false;
                  }
                  step.store(writer, sink);
                  return DeadLetterRows.keep(writer, sink.name(), refusal, now);
                },
                isNew -> {
                  if (redelivery.ofReplay()) {
                    step.remember(sink);
                  }
                  if (isNew) {
                    sink.deadLetters().incrementAndGet();
                    services.observer().get().deadLetter(sink.name());
                  }
                }));
  }

  @Override
  public Set<Long> takeBack(Redelivery redelivery, List<Batch> lones) {
    List<Long> seqs = lones.stream().map(Batch::positionAfter).toList();
    skippedTo = 0;
    return services
        .queue()
        .request(
            new Request<>(
                writer -> takeBack(writer, redelivery, seqs),
                taken -> {
                  if (taken.step != null) {
                    taken.step.remember(sink);
                  }
                  sink.deadLetters().addAndGet(-taken.removed);
                  if (!redelivery.ofReplay()) {
                    sink.setRetriesAsked(true);
                  }
                }))
        .seqs;
  }

  /** What was taken back; the step is null unless the replay went back. */
  private record Taken(SortedSet<Long> seqs, int removed, Step step) {}

  private Taken takeBack(Database writer, Redelivery redelivery, List<Long> asked)
      throws SQLException {
    SortedSet<Long> seqs = DeadLetterRows.present(writer, sink.name(), asked);
    if (!redelivery.ofReplay()) {
      DeadLetterRows.askRetry(writer, sink.name(), seqs, redelivery.number());
      return new Taken(seqs, 0, null);
    }
    if (seqs.isEmpty()) {
      return new Taken(seqs, 0, null);
    }
    // A commit reported as failed may have held, and the replay have gone back further.
    long back = Math.min(seqs.first() - 1, sink.replay().progress().position());
    Step step = new Step(redelivery.number(), back, 0, -seqs.size(), 0);
    step.store(writer, sink);
    long since = sink.replay().startedAt().toEpochMilli();
    return new Taken(seqs, DeadLetterRows.removeNewer(writer, sink.name(), seqs, since), step);
  }

  void close() {
    closed = true;
    services.signal().wakeAll();
    letGo();
  }

  private synchronized void letGo() {
    log = null;
    connection.close();
  }
}
