package io.dlrhub.ledger.postgres.sinks;

import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.Feed;
import io.dlrhub.ledger.FeedOptions.Kinds;
import io.dlrhub.ledger.Redeliveries;
import io.dlrhub.ledger.postgres.database.Session;
import io.dlrhub.ledger.postgres.log.RecordTable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cursor of a sink that one instance at a time moves. An instance that has lost it moves
 * nothing any more: what it has in flight is delivered once more by the other.
 */
final class LeasedFeed implements Feed {

  private static final Logger LOG = LoggerFactory.getLogger(LeasedFeed.class);

  /** How often an idle feed looks whether it is paused, or has become its turn. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final long SAVE_SKIPPED_NANOS = Duration.ofSeconds(10).toNanos();

  private final SinkHold hold;
  private final Kinds kinds;
  private final LeasedRedeliveries redeliveries;
  private final SinkParts parts;
  private final Runnable whenClosed;
  private long skippedTo;
  private long savedSkippedAt = System.nanoTime();
  private volatile boolean closed;

  LeasedFeed(
      SinkHold hold,
      Kinds kinds,
      LeasedRedeliveries redeliveries,
      SinkParts parts,
      Runnable whenClosed) {
    this.hold = hold;
    this.kinds = kinds;
    this.redeliveries = redeliveries;
    this.parts = parts;
    this.whenClosed = whenClosed;
  }

  /** Warns when retention has removed records this sink, switched off, had not had. */
  void warnOfGap(long oldestSeq) {
    long position = parts.pool().read(session -> SinkTable.get(session, hold.sink())).position();
    if (oldestSeq - 1 > position) {
      LOG.warn(
          "Sink {} goes on at record {}: {} were removed by retention while it was off",
          hold.sink(),
          oldestSeq,
          oldestSeq - 1 - position);
    }
  }

  @Override
  public Batch poll(int atMost, Duration patience) throws InterruptedException {
    if (atMost < 1) {
      throw new IllegalArgumentException("atMost is " + atMost + ", at least 1 is accepted");
    }
    long deadline = System.nanoTime() + patience.toNanos();
    while (!closed) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      RecordTable.Found found = parts.pool().read(session -> next(session, atMost));
      if (found != null && !found.batch().isEmpty()) {
        return found.batch();
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        break;
      }
      long wait = Math.min(left, LOOK_NANOS);
      if (found == null) {
        long until = System.nanoTime() + wait;
        parts.signal().awaitWhile(() -> !closed && System.nanoTime() < until, wait);
      } else {
        parts.signal().awaitBeyond(found.scannedTo(), wait, () -> !closed);
      }
    }
    return nothing();
  }

  /** Null where this instance may not deliver now. */
  private RecordTable.Found next(Session session, int atMost) throws SQLException {
    if (!hold.takes(session)) {
      return null;
    }
    SinkTable.Row row = SinkTable.get(session, hold.sink());
    if (row.paused()) {
      return null;
    }
    RecordTable.Found found =
        RecordTable.read(session, kinds, Math.max(row.position(), skippedTo), atMost);
    if (found.batch().isEmpty() && found.scannedTo() > row.position()) {
      skip(session, found.scannedTo());
    }
    return found;
  }

  /** Remembers that nothing up to there was for this sink, now and then durably. */
  private void skip(Session session, long position) throws SQLException {
    skippedTo = position;
    if (System.nanoTime() - savedSkippedAt > SAVE_SKIPPED_NANOS) {
      savedSkippedAt = System.nanoTime();
      move(session, position);
    }
  }

  private static Batch nothing() {
    return new Batch(new long[0], List.of());
  }

  /** A position only moves forward. */
  private int move(Session session, long position) throws SQLException {
    return session.update(
        "UPDATE sink SET position = ? WHERE name = ? AND position < ?",
        position,
        hold.sink(),
        position);
  }

  @Override
  public void advance(long position) {
    long records =
        parts
            .pool()
            .write(
                session -> {
                  if (!hold.isHeldOrTell(session)) {
                    return 0L;
                  }
                  long from = SinkTable.get(session, hold.sink()).position();
                  return move(session, position) == 0
                      ? 0L
                      : RecordTable.count(session, kinds, from, position);
                });
    if (records > 0) {
      parts.tell(told -> told.delivered(hold.sink(), records));
    }
  }

  @Override
  public void deadLetter(long position, byte[] line, String reason, int attempts) {
    boolean isNew =
        parts
            .pool()
            .write(
                session -> {
                  if (!hold.isHeldOrTell(session)) {
                    return false;
                  }
                  move(session, position);
                  return DeadLetterTable.keep(
                      session,
                      hold.sink(),
                      new RefusedDelivery(position, line, reason, attempts),
                      parts.clock().millis());
                });
    if (isNew) {
      parts.tell(told -> told.deadLetter(hold.sink()));
    }
  }

  @Override
  public Set<Long> takeBack(List<Batch> lones) {
    List<Long> seqs = lones.stream().map(Batch::positionAfter).toList();
    skippedTo = 0;
    return parts
        .pool()
        .write(
            session -> {
              if (!hold.isHeldOrTell(session)) {
                return new TreeSet<Long>();
              }
              SortedSet<Long> removed = DeadLetterTable.takeBack(session, hold.sink(), seqs);
              if (!removed.isEmpty()) {
                session.update(
                    "UPDATE sink SET position = ? WHERE name = ?",
                    removed.first() - 1,
                    hold.sink());
              }
              return removed;
            });
  }

  @Override
  public boolean isPaused() {
    return parts.pool().read(session -> SinkTable.get(session, hold.sink())).paused();
  }

  @Override
  public Redeliveries redeliveries() {
    return redeliveries;
  }

  @Override
  public String sink() {
    return hold.sink();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      redeliveries.close();
      parts.signal().wakeAll();
      try {
        hold.letGo();
      } finally {
        whenClosed.run();
      }
    }
  }
}
