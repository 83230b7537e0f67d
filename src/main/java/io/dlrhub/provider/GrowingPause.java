package io.dlrhub.provider;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Says when something may be tried again: each pause in a row twice as long as the one before.
 *
 * <p>For one thread. A clock that is set back does not make a pause longer.
 */
public final class GrowingPause {

  private final Clock clock;
  private final Duration first;
  private final Duration longest;
  private int inARow;
  private Instant since = Instant.MIN;
  private Duration pause = Duration.ZERO;

  public GrowingPause(Clock clock, Duration first, Duration longest) {
    this.clock = clock;
    this.first = first;
    this.longest = longest;
  }

  /** Whether the pause is over. */
  public boolean isOver() {
    if (pause.isZero()) {
      return true;
    }
    Duration waited = Duration.between(since, clock.instant());
    return waited.isNegative() || waited.compareTo(pause) >= 0;
  }

  /** Begins the next, longer pause; never shorter than {@code atLeast}. */
  public Duration grow(Duration atLeast) {
    Duration grown = longest;
    if (inARow < Integer.SIZE - 2) {
      Duration doubled = first.multipliedBy(1L << inARow);
      grown = doubled.compareTo(longest) < 0 ? doubled : longest;
    }
    inARow++;
    return begin(grown.compareTo(atLeast) > 0 ? grown : atLeast);
  }

  /** Begins the longest pause. */
  public Duration beginLongest() {
    inARow++;
    return begin(longest);
  }

  /** Begins a pause of that length, and forgets how many there were in a row. */
  public Duration reset(Duration length) {
    inARow = 0;
    return begin(length);
  }

  /** How many times in a row it has grown. */
  public int inARow() {
    return inARow;
  }

  private Duration begin(Duration length) {
    since = clock.instant();
    pause = length;
    return length;
  }
}
