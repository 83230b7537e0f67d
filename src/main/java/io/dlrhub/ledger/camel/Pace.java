package io.dlrhub.ledger.camel;

/** Keeps a sink to a number of records a second. */
final class Pace {

  private static final double NANOS_A_SECOND = 1e9;

  private final int perSecond;
  private long nextAt = System.nanoTime();

  Pace(int perSecond) {
    this.perSecond = perSecond;
  }

  /** How long to wait before that many records, in milliseconds; counts them as handed on. */
  long before(int records) {
    if (perSecond == Integer.MAX_VALUE) {
      return 0;
    }
    long now = System.nanoTime();
    long start = Math.max(now, nextAt);
    nextAt = start + (long) (records * NANOS_A_SECOND / perSecond);
    return (start - now + 999_999) / 1_000_000;
  }
}
