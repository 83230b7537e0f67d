package io.dlrhub.ledger;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * How far a sink has come. While it catches up, deliveries go on as the position is being saved.
 * What a kill repeats then is little: one save is under way at most, and the next begins after
 * {@link #MOST_UNSAVED} records or {@link #MOST_NANOS}, whichever comes first.
 */
final class Progress {

  private static final long MOST_UNSAVED = 1000;
  private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Sink sink;
  private final SqlLedger ledger;
  private CompletableFuture<Long> save = CompletableFuture.completedFuture(0L);
  private long saving;
  private long savingSince = System.nanoTime() - MOST_NANOS;
  private boolean failed;

  Progress(Sink sink, SqlLedger ledger) {
    this.sink = sink;
    this.ledger = ledger;
    this.saving = sink.position();
  }

  /**
   * Delivered up to there; saved in a moment.
   *
   * @throws LedgerException if that or an earlier position cannot be saved; to be called again then
   */
  synchronized void reach(long position) {
    sink.reach(position);
    if (position - saving < MOST_UNSAVED && System.nanoTime() - savingSince < MOST_NANOS) {
      return;
    }
    awaitSave();
    if (failed) {
      saveNow();
      return;
    }
    saving = position;
    savingSince = System.nanoTime();
    save = ledger.saving(sink, position);
  }

  /**
   * Returns when everything that was reached is durable.
   *
   * @throws LedgerException if it cannot be saved
   */
  synchronized void settle() {
    awaitSave();
    if (sink.reached() > sink.position()) {
      saveNow();
    }
  }

  private void awaitSave() {
    try {
      Request.await(save);
    } catch (LedgerException e) {
      // Saved again, by somebody who waits for it.
      failed = true;
    }
  }

  private void saveNow() {
    ledger.advance(sink, sink.reached());
    failed = false;
    saving = sink.reached();
    save = CompletableFuture.completedFuture(saving);
  }
}
