package io.dlrhub.ledger.sqlite.reconciliation;

import java.time.Duration;

/** How long something may take. */
final class Patience {

  private final long end;

  Patience(Duration time) {
    this.end = System.nanoTime() + time.toNanos();
  }

  /** It took longer. */
  static final class Over extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Over() {
      super("not in time", null, false, false);
    }
  }

  /**
   * False while it may go on.
   *
   * @throws Over when it may not
   */
  boolean isOver() {
    if (System.nanoTime() - end > 0) {
      throw new Over();
    }
    return false;
  }
}
