package io.dlrhub.provider.tencent;

import java.time.Duration;
import java.time.Instant;

/**
 * How often an hour is asked for.
 *
 * <p>Late reports become fewer with time, so an hour is asked again when it has grown older by a
 * twelfth, but not within {@code period}: every 5 minutes in its first hour, every half hour when
 * six hours old, every two hours after a day, every six hours after three days. That is about 60
 * calls for an hour and a lookback of 72 h, one a minute in all. The last one is made when the hour
 * is as old as the lookback; after it, the hour is complete.
 *
 * @param period the shortest time between two calls for the same hour
 * @param lookback the age until which an hour may still change; an hour's age counts from its end
 * @param runningHour whether the hour that is not over yet is asked for as well
 */
record FetchSchedule(Duration period, Duration lookback, boolean runningHour) {

  /** An hour is asked again when its age has grown by this part. */
  private static final int AGE_PART = 12;

  static final Duration HOUR = Duration.ofHours(1);

  private static final Duration LONGEST_LOOKBACK = Duration.ofDays(32);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException naming the Kamelet parameter, its value and what is accepted
   */
  FetchSchedule {
    if (period == null || period.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "parameter period is " + period + ", accepted is 1s or more");
    }
    if (lookback == null
        || lookback.compareTo(HOUR) < 0
        || lookback.compareTo(LONGEST_LOOKBACK) > 0) {
      throw new IllegalArgumentException(
          "parameter lookback is " + lookback + ", accepted is 1h to 32d");
    }
  }

  /** Whether an hour may still change. */
  boolean mayChange(Instant windowStart, Instant now) {
    return now.isBefore(settles(windowStart));
  }

  /** When the hour that was asked for at that time is asked for again. */
  Instant next(Instant windowStart, Instant askedAt) {
    Duration part = Duration.between(windowStart.plus(HOUR), askedAt).dividedBy(AGE_PART);
    Instant next = askedAt.plus(part.compareTo(period) < 0 ? period : part);
    Instant last = settles(windowStart);
    return next.isAfter(last) ? last : next;
  }

  /** The newest hour to ask for. */
  Instant newest(Instant now) {
    Instant running = BeijingHour.start(now);
    return runningHour ? running : running.minus(HOUR);
  }

  /** The oldest hour that may still change. */
  Instant oldest(Instant now) {
    return BeijingHour.start(now.minus(lookback));
  }

  private Instant settles(Instant windowStart) {
    return windowStart.plus(HOUR).plus(lookback);
  }
}
