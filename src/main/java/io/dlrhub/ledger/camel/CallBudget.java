package io.dlrhub.ledger.camel;

import java.util.concurrent.TimeUnit;

/** The calls an account may make a second, whatever they ask for. */
final class CallBudget {

  private long nextAt = System.nanoTime();

  /** Waits for its turn. */
  void await(int perSecond) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(before(perSecond));
  }

  /** How long until the next call may be made, in nanoseconds; counts it as made then. */
  private synchronized long before(int perSecond) {
    long now = System.nanoTime();
    long start = Math.max(now, nextAt);
    nextAt = start + TimeUnit.SECONDS.toNanos(1) / perSecond;
    return start - now;
  }
}
