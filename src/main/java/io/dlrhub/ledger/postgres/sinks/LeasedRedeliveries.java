package io.dlrhub.ledger.postgres.sinks;

import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.FeedOptions.Kinds;
import io.dlrhub.ledger.Redeliveries;
import io.dlrhub.ledger.Redelivery;
import io.dlrhub.ledger.Replay;
import io.dlrhub.ledger.postgres.database.Session;
import io.dlrhub.ledger.postgres.log.RecordTable;
import io.dlrhub.ledger.replay.ReplayRules;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes to a sink again, by the instance that feeds it. */
final class LeasedRedeliveries implements Redeliveries {

  private static final Logger LOG = LoggerFactory.getLogger(LeasedRedeliveries.class);

  /** Records looked at in one go for those that were selected. */
  private static final int LOOK_AT = 1000;

  /** How often an idle cursor looks whether somebody wants something of it. */
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long SAVE_SKIPPED_NANOS = Duration.ofSeconds(10).toNanos();

  private final SinkHold hold;
  private final Kinds kinds;
  private final StoredReplays replays;
  private final SinkParts parts;
  private long skippedOf;
  private long skippedTo;
  private long savedSkippedAt = System.nanoTime();
  private volatile boolean closed;

  LeasedRedeliveries(SinkHold hold, Kinds kinds, StoredReplays replays, SinkParts parts) {
    this.hold = hold;
    this.kinds = kinds;
    this.replays = replays;
    this.parts = parts;
  }

  @Override
  public Redelivery poll(int atMost, Duration wait) throws InterruptedException {
    long deadline = System.nanoTime() + wait.toNanos();
    while (!closed) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Redelivery redelivery = parts.pool().read(session -> next(session, atMost));
      if (redelivery == null) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return null;
        }
        long until = System.nanoTime() + Math.min(left, LOOK_NANOS);
        parts
            .signal()
            .awaitWhile(
                () -> !closed && !replays.wasAsked() && System.nanoTime() < until,
                until - System.nanoTime());
      } else if (!redelivery.batch().isEmpty()) {
        return redelivery;
      }
    }
    return null;
  }

  /** Null when there is nothing to do; with an empty batch when a step brought nothing. */
  private Redelivery next(Session session, int atMost) throws SQLException {
    boolean mayDeliver =
        !SinkTable.get(session, hold.sink()).paused() && hold.takes(session) && !closed;
    if (!mayDeliver) {
      return null;
    }
    Redelivery letters = retries(session, atMost);
    if (letters != null) {
      return letters;
    }
    Replay replay = StoredReplays.read(session, hold.sink());
    return replay == null || !replay.running() ? null : replay(session, replay, atMost);
  }

  /** The dead letters of one request to retry; null when none is left. */
  private Redelivery retries(Session session, int atMost) throws SQLException {
    long number =
        session.number(
            0,
            "SELECT min(retry) FROM dead_letter WHERE sink = ? AND retry IS NOT NULL",
            hold.sink());
    if (number == 0) {
      return null;
    }
    List<Line> lines =
        session.list(
            row -> new Line(row.getLong(1), row.getBytes(2)),
            "SELECT seq, line FROM dead_letter WHERE sink = ? AND retry = ? ORDER BY seq LIMIT ?",
            hold.sink(),
            number,
            atMost);
    return new Redelivery(number, null, false, batch(lines));
  }

  private Redelivery replay(Session session, Replay replay, int atMost) throws SQLException {
    long position = replay.progress().position();
    if (skippedOf == replay.number()) {
      position = Math.max(position, skippedTo);
    }
    long oldest = RecordTable.oldestSeq(session, RecordTable.lastSeq(session) + 1);
    Found found =
        position + 1 < oldest
            ? removed(session, replay, position, Math.min(oldest - 1, replay.to()), atMost)
            : kept(session, replay, position, atMost);
    if (found.lines.isEmpty()) {
      skip(session, replay, found.scannedTo);
    }
    return new Redelivery(
        replay.number(), replay.options().maxPerSecond(), true, batch(found.lines));
  }

  private record Line(long seq, byte[] line) {}

  private record Found(List<Line> lines, long scannedTo) {}

  /** Where retention has been there are the copies of dead letters only. */
  private Found removed(Session session, Replay replay, long position, long to, int atMost)
      throws SQLException {
    List<Line> letters =
        session.list(
            row -> new Line(row.getLong(1), row.getBytes(2)),
            "SELECT seq, line FROM dead_letter WHERE sink = ? AND seq > ? AND seq <= ?"
                + " ORDER BY seq LIMIT ?",
            hold.sink(),
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
          hold.sink(),
          replay.name(),
          missed);
      StoredReplays.step(
          session, hold.sink(), new StoredReplays.Step(replay.number(), scannedTo, 0, 0, missed));
    }
    return new Found(selected, scannedTo);
  }

  private Found kept(Session session, Replay replay, long position, int atMost)
      throws SQLException {
    RecordTable.Found read = RecordTable.read(session, kinds, position, Math.max(atMost, LOOK_AT));
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
  private void skip(Session session, Replay replay, long position) throws SQLException {
    skippedOf = replay.number();
    skippedTo = position;
    boolean atEnd = position >= replay.to();
    if (atEnd || System.nanoTime() - savedSkippedAt > SAVE_SKIPPED_NANOS) {
      savedSkippedAt = System.nanoTime();
      StoredReplays.step(
          session, hold.sink(), new StoredReplays.Step(replay.number(), position, 0, 0, 0));
    }
    if (atEnd && replays.end(session, hold.sink(), replay.number(), false)) {
      LOG.info("Sink {}: {} is done: {}", hold.sink(), replay.name(), replay.progress());
    }
  }

  @Override
  public boolean wanted(Redelivery redelivery) {
    return parts
        .pool()
        .read(
            session -> {
              Replay replay =
                  redelivery.ofReplay() ? StoredReplays.read(session, hold.sink()) : null;
              return !SinkTable.get(session, hold.sink()).paused()
                  && (!redelivery.ofReplay()
                      || replay != null
                          && replay.running()
                          && replay.number() == redelivery.number());
            });
  }

  @Override
  public void delivered(Redelivery redelivery, Batch part) {
    StoredReplays.Step step =
        new StoredReplays.Step(redelivery.number(), part.positionAfter(), part.size(), 0, 0);
    int cleared =
        parts
            .pool()
            .write(
                session -> {
                  if (!hold.isHeldOrTell(session)) {
                    return 0;
                  }
                  if (!redelivery.ofReplay()) {
                    return DeadLetterTable.remove(session, hold.sink(), part.positions());
                  }
                  StoredReplays.step(session, hold.sink(), step);
                  return DeadLetterTable.clear(session, hold.sink(), part);
                });
    if (cleared > 0) {
      parts.tell(told -> told.delivered(hold.sink(), cleared));
    }
  }

  @Override
  public void refused(Redelivery redelivery, Batch lone, String reason, int attempts) {
    RefusedDelivery refusal =
        new RefusedDelivery(lone.positionAfter(), lone.lines().get(0), reason, attempts);
    StoredReplays.Step step =
        new StoredReplays.Step(redelivery.number(), lone.positionAfter(), 0, 1, 0);
    boolean isNew =
        parts
            .pool()
            .write(
                session -> {
                  long now = parts.clock().millis();
                  if (!hold.isHeldOrTell(session)) {
                    return false;
                  }
                  if (!redelivery.ofReplay()) {
                    DeadLetterTable.refusedAgain(session, hold.sink(), refusal, now);
                    return false;
                  }
                  StoredReplays.step(session, hold.sink(), step);
                  return DeadLetterTable.keep(session, hold.sink(), refusal, now);
                });
    if (isNew) {
      parts.tell(told -> told.deadLetter(hold.sink()));
    }
  }

  @Override
  public Set<Long> takeBack(Redelivery redelivery, List<Batch> lones) {
    List<Long> seqs = lones.stream().map(Batch::positionAfter).toList();
    skippedTo = 0;
    return parts
        .pool()
        .write(
            session ->
                hold.isHeldOrTell(session)
                    ? takeBack(session, redelivery, seqs)
                    : new TreeSet<Long>());
  }

  private SortedSet<Long> takeBack(Session session, Redelivery redelivery, List<Long> asked)
      throws SQLException {
    SortedSet<Long> seqs = DeadLetterTable.present(session, hold.sink(), asked);
    if (!redelivery.ofReplay()) {
      DeadLetterTable.askRetry(session, hold.sink(), seqs, redelivery.number());
      return seqs;
    }
    Replay replay = StoredReplays.read(session, hold.sink());
    if (seqs.isEmpty() || replay == null) {
      return seqs;
    }
    // A commit reported as failed may have held, and the replay have gone back further.
    long back = Math.min(seqs.first() - 1, replay.progress().position());
    StoredReplays.step(
        session,
        hold.sink(),
        new StoredReplays.Step(redelivery.number(), back, 0, -seqs.size(), 0));
    DeadLetterTable.removeNewer(session, hold.sink(), seqs, replay.startedAt().toEpochMilli());
    return seqs;
  }

  void close() {
    closed = true;
    parts.signal().wakeAll();
  }
}
