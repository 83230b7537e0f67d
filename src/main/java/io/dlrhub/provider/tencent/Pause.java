package io.dlrhub.provider.tencent;

import java.time.Duration;
import java.time.Instant;

/**
 * Keeps an account quiet after trouble, longer each time until a call succeeds.
 *
 * <p>Measured from when it began, so that a clock set back ends it instead of making it last.
 */
final class Pause {

  private final Duration shortest;
  private final Duration longest;
  private Duration length = Duration.ZERO;
  private Instant since = Instant.MIN;

  /**
   * @param shortest the first pause; each further one is twice as long
   * @param longest the limit
   * @throws IllegalArgumentException naming the Kamelet parameter, its value and what is accepted
   */
  Pause(Duration shortest, Duration longest) {
    if (shortest.isNegative() || shortest.isZero()) {
      throw new IllegalArgumentException(
          "parameter minPause is " + shortest + ", accepted is more than 0");
    }
    if (longest.compareTo(shortest) < 0) {
      throw new IllegalArgumentException(
          "parameter maxPause is " + longest + ", accepted is minPause (" + shortest + ") or more");
    }
    this.shortest = shortest;
    this.longest = longest;
  }

  /** Whether to keep quiet now. */
  boolean lasts(Instant now) {
    return !length.isZero() && !now.isBefore(since) && now.isBefore(since.plus(length));
  }

  /** Begins a pause twice as long as the one before. */
  Duration grow(Instant now) {
    Duration doubled = length.isZero() ? shortest : length.multipliedBy(2);
    return begin(now, doubled.compareTo(longest) > 0 ? longest : doubled);
  }

  /** Begins the longest pause at once. */
  Duration longest(Instant now) {
    return begin(now, longest);
  }

  /** After a call that succeeded. */
  void end() {
    length = Duration.ZERO;
  }

  private Duration begin(Instant now, Duration next) {
    since = now;
    length = next;
    return next;
  }
}
