package io.dlrhub.ledger;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * How far a sink has come. While it catches up, deliveries go on and its position follows a few
 * milliseconds behind, which is no later than waiting for the disk each time would have it: a kill
 * repeats what was delivered in that time. Only now and then such a save waits for the disk, so a
 * loss of power repeats what was delivered in the last tenth of a second.
 */
final class Progress {

  private static final long BEHIND_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long MOST_UNSYNCED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** A sink does not run ahead of a disk that hangs. */
  private static final long LONGEST_SAVE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Sink sink;
  private final SqlLedger ledger;
  private final ScheduledExecutorService timer;

  private CompletableFuture<Long> save = CompletableFuture.completedFuture(0L);
  private long saveBegan;
  private boolean saveSyncs;
  private long savePosition;
  private long synced;
  private long syncedAt = System.nanoTime();
  private boolean following;
  private boolean failed;

  Progress(Sink sink, SqlLedger ledger, ScheduledExecutorService timer) {
    this.sink = sink;
    this.ledger = ledger;
    this.timer = timer;
    this.synced = sink.position();
  }

  /**
   * Delivered up to there; saved in a moment.
   *
   * @throws LedgerException if that or an earlier position cannot be saved; to be called again then
   */
  synchronized void reach(long position) {
    sink.reach(position);
    if (!save.isDone() && System.nanoTime() - saveBegan > LONGEST_SAVE_NANOS) {
      awaitSave();
    }
    if (failed) {
      saveNow();
    } else if (!following) {
      following = true;
      follow();
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
    if (sink.reached() > synced) {
      saveNow();
    }
  }

  private void follow() {
    timer.schedule(this::look, BEHIND_NANOS, TimeUnit.NANOSECONDS);
  }

  /** Saves what was reached since the last look; looks again until nothing was. */
  private synchronized void look() {
    if (save.isDone()) {
      awaitSave();
      following = !failed && sink.reached() > sink.position();
      if (following) {
        beginSave();
      }
    }
    if (following) {
      follow();
    }
  }

  private void beginSave() {
    saveBegan = System.nanoTime();
    saveSyncs = saveBegan - syncedAt >= MOST_UNSYNCED_NANOS;
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
