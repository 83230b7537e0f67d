package io.dlrhub.ledger.camel;

import java.util.concurrent.TimeUnit;

/** Spreads records or calls evenly over time. For many threads. */
final class RateLimit {

  private long nextAt = System.nanoTime();

  /**
   * How long to wait before that many, in nanoseconds; counts them as begun then.
   *
   * @param perSecond {@link Integer#MAX_VALUE} for no limit
   */
  synchronized long reserve(int permits, int perSecond) {
    if (perSecond == Integer.MAX_VALUE) {
      return 0;
    }
    long now = System.nanoTime();
    long start = Math.max(now, nextAt);
    nextAt = start + permits * TimeUnit.SECONDS.toNanos(1) / perSecond;
    return start - now;
  }
}
