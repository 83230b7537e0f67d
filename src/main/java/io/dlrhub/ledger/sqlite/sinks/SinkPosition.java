package io.dlrhub.ledger.sqlite.sinks;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.sqlite.writer.Request;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Moves a sink: forward, past a dead letter, and back. While it catches up, the position after each
 * delivery is noted beside the ledger, so that a kill repeats only the delivery it cut short, and
 * now and then saved in the ledger: a loss of power repeats what was delivered since.
 */
final class SinkPosition {

  private static final long SAVE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long SAVE_SKIPPED_NANOS = Duration.ofSeconds(10).toNanos();

  private final Sink sink;
  private final Sinks sinks;
  private final SinkServices services;
  private final SinkLag lag;
  private CompletableFuture<Long> save;
  private long saveBegan = System.nanoTime();
  private long savedSkippedAt = System.nanoTime();
  private long saved;
  private boolean failed;

  SinkPosition(Sink sink, Sinks sinks, SinkLag lag, SinkServices services) {
    this.sink = sink;
    this.sinks = sinks;
    this.lag = lag;
    this.services = services;
    this.saved = sink.position();
    this.save = CompletableFuture.completedFuture(saved);
  }

  /**
   * Delivered up to there; no kill makes it come again when this returns. Saved within a moment.
   *
   * @throws LedgerException if that or an earlier position cannot be saved; to be called again then
   */
  synchronized void reach(long position) {
    sink.reach(position);
    if (failed || !services.notes().note(sink.name(), position)) {
      settle();
    } else if (System.nanoTime() - saveBegan >= SAVE_NANOS) {
      awaitSave();
      if (failed) {
        saveNow();
      } else {
        beginSave();
      }
    }
  }

  /**
   * Delivered up to there, and durable when this returns.
   *
   * @throws LedgerException if it cannot be saved; to be called again then
   */
  synchronized void arrive(long position) {
    sink.reach(position);
    settle();
  }

  /**
   * Returns when everything that was reached is durable.
   *
   * @throws LedgerException if it cannot be saved
   */
  synchronized void settle() {
    awaitSave();
    // A sink that went back stands before what was saved.
    if (sink.reached() > Math.min(saved, sink.position())) {
      saveNow();
    }
  }

  private void beginSave() {
    saveBegan = System.nanoTime();
    try {
      save = saving(sink.reached());
    } catch (LedgerException e) {
      save = CompletableFuture.failedFuture(e);
    }
  }

  private void awaitSave() {
    try {
      saved = Request.await(save);
    } catch (LedgerException e) {
      // Saved again, by somebody who waits for it.
      failed = true;
    }
  }

  private void saveNow() {
    long position = sink.reached();
    Request.await(saving(position));
    failed = false;
    saved = position;
    save = CompletableFuture.completedFuture(position);
  }

  private CompletableFuture<Long> saving(long position) {
    long records = lag.between(sink, position);
    Request<Long> move =
        moving(position, () -> services.observer().get().delivered(sink.name(), records));
    services.queue().add(move);
    return move.answer();
  }

  /** Remembers that nothing up to there was for this sink, now and then durably. */
  void skipTo(long position) {
    if (position <= sink.passed()) {
      return;
    }
    sink.skipTo(position);
    if (System.nanoTime() - savedSkippedAt > SAVE_SKIPPED_NANOS) {
      savedSkippedAt = System.nanoTime();
      services.queue().add(moving(position, () -> {}));
    }
  }

  private Request<Long> moving(long position, Runnable told) {
    return new Request<>(
        database -> {
          sinks.move(database, sink, position);
          return position;
        },
        to -> {
          sink.moveTo(to);
          told.run();
        });
  }

  /** Keeps a refused record as a dead letter and moves past it, in one transaction. */
  void deadLetter(RefusedRecord refused) {
    settle();
    services
        .queue()
        .request(
            new Request<>(
                database -> sinks.keepDeadLetter(database, sink, refused, services.end().now()),
                isNew -> {
                  sink.moveTo(refused.seq());
                  // A commit reported as failed may have held: then it is counted already.
                  if (isNew) {
                    sink.deadLetters().incrementAndGet();
                    services.observer().get().deadLetter(sink.name());
                  }
                }));
  }

  /** Makes dead letters records to be delivered again, and goes back before the first of them. */
  Set<Long> takeBack(List<Long> seqs) {
    settle();
    // First, or after a kill the note would lead past what is to come again.
    services.notes().forget(sink.name());
    return services
        .queue()
        .request(
            new Request<>(
                database -> sinks.takeBack(database, sink, seqs),
                removed -> {
                  // Also when none is left: a commit reported as failed may have held.
                  sink.moveBackTo(seqs.get(0) - 1);
                  sink.deadLetters().addAndGet(-removed.size());
                }));
  }
}
