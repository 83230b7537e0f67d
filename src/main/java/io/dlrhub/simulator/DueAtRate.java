package io.dlrhub.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Says how many of something are due at a rate. */
final class DueAtRate {

  private static final Duration MOST = Duration.ofSeconds(1);

  private final Clock clock;
  private double perSecond;
  private double rest;
  private Instant last;

  DueAtRate(Clock clock) {
    this.clock = clock;
    this.last = clock.instant();
  }

  synchronized void rate(double value) {
    perSecond = value;
    last = clock.instant();
    rest = 0;
  }

  /** How many since the last time; a process that stood still does not make up for it. */
  synchronized int due() {
    Instant now = clock.instant();
    Duration passed = Duration.between(last, now);
    last = now;
    if (passed.isNegative() || perSecond <= 0) {
      return 0;
    }
    double seconds = (passed.compareTo(MOST) > 0 ? MOST : passed).toNanos() / 1e9;
    rest += perSecond * seconds;
    int whole = (int) rest;
    rest -= whole;
    return whole;
  }
}
