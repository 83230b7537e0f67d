package io.dlrhub.ledger.sqlite.sinks;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.sqlite.writer.Request;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * How far a sink has come. While it catches up, the position after each delivery is noted beside
 * the ledger, so that a kill repeats only the delivery it cut short, and now and then saved in the
 * ledger: a loss of power repeats what was delivered since.
 */
final class Progress {

  private static final long SAVE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Sink sink;
  private final SinkMoves moves;

  private CompletableFuture<Long> save;
  private long saveBegan = System.nanoTime();
  private long saved;
  private boolean failed;

  Progress(Sink sink, SinkMoves moves) {
    this.sink = sink;
    this.moves = moves;
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
    if (failed || !moves.note(sink, position)) {
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
      save = moves.saving(sink, sink.reached());
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
    moves.advance(sink, position);
    failed = false;
    saved = position;
    save = CompletableFuture.completedFuture(position);
  }
}
