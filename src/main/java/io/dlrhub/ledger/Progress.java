package io.dlrhub.ledger;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * How far a sink has come. While it catches up, the position after a delivery is saved during the
 * next one, and no other begins before that is committed: a kill repeats the last two deliveries at
 * most. Only now and then such a save waits for the disk, so a loss of power repeats what was
 * delivered in the last tenth of a second.
 */
final class Progress {

  private static final long MOST_UNSYNCED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Sink sink;
  private final SqlLedger ledger;

  private CompletableFuture<Long> save = CompletableFuture.completedFuture(0L);
  private boolean saveSyncs;
  private long savePosition;
  private long synced;
  private long syncedAt = System.nanoTime();
  private boolean failed;

  Progress(Sink sink, SqlLedger ledger) {
    this.sink = sink;
    this.ledger = ledger;
    this.synced = sink.position();
  }

  /**
   * Delivered up to there. What was reached before is committed when this returns, the rest will be
   * in a moment.
   *
   * @throws LedgerException if that or an earlier position cannot be saved; to be called again then
   */
  synchronized void reach(long position) {
    sink.reach(position);
    awaitSave();
    if (failed) {
      saveNow();
    } else {
      beginSave();
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
    // A sink that went back stands before what was synced.
    if (sink.reached() > Math.min(synced, sink.position())) {
      saveNow();
    }
  }

  private void beginSave() {
    saveSyncs = System.nanoTime() - syncedAt >= MOST_UNSYNCED_NANOS;
    savePosition = sink.reached();
    try {
      save = ledger.saving(sink, savePosition, saveSyncs);
    } catch (LedgerException e) {
      save = CompletableFuture.failedFuture(e);
    }
  }

  private void awaitSave() {
    try {
      Request.await(save);
      if (saveSyncs) {
        synced(savePosition);
      }
    } catch (LedgerException e) {
      // Saved again, by somebody who waits for it.
      failed = true;
    }
  }

  private void saveNow() {
    long position = sink.reached();
    ledger.advance(sink, position);
    failed = false;
    save = CompletableFuture.completedFuture(position);
    synced(position);
  }

  private void synced(long position) {
    saveSyncs = false;
    synced = position;
    syncedAt = System.nanoTime();
  }
}
