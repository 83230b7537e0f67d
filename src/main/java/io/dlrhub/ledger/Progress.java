package io.dlrhub.ledger;

import java.util.concurrent.CompletableFuture;

/**
 * How far a sink has come. While it catches up, the next part is delivered as the position after
 * the last one is being saved; there is never more than one save under way, so a kill repeats two
 * parts at most.
 */
final class Progress {

  private final Sink sink;
  private final SqlLedger ledger;
  private CompletableFuture<Long> save = CompletableFuture.completedFuture(0L);
  private boolean failed;

  Progress(Sink sink, SqlLedger ledger) {
    this.sink = sink;
    this.ledger = ledger;
  }

  /**
   * Delivered up to there; saved in a moment.
   *
   * @throws LedgerException if that or an earlier position cannot be saved; to be called again then
   */
  synchronized void reach(long position) {
    sink.reach(position);
    awaitSave();
    if (failed) {
      saveNow();
    } else {
      save = ledger.saving(sink, position);
    }
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
    save = CompletableFuture.completedFuture(sink.reached());
  }
}
