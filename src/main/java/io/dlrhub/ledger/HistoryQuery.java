package io.dlrhub.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Which stretch of the history is wanted, and how finely.
 *
 * @param since rounded down to a full step
 * @param until the end, exclusive; rounded up to a full step
 * @param step {@link ChronoUnit#MINUTES}, which are kept for eight days, or {@link
 *     ChronoUnit#HOURS}, kept for 400
 */
public record HistoryQuery(Instant since, Instant until, ChronoUnit step) {

  /** Steps a query may span. */
  public static final int MOST_STEPS = 1500;

  /**
   * Rounds the ends and checks the range.
   *
   * @throws IllegalArgumentException if it is empty or of too many steps, or the step is another
   */
  public HistoryQuery {
    if (step != ChronoUnit.MINUTES && step != ChronoUnit.HOURS) {
      throw new IllegalArgumentException("step is " + step + ", minutes and hours are accepted");
    }
    since = since.truncatedTo(step);
    Instant end = until.truncatedTo(step);
    until = end.equals(until) ? end : end.plus(1, step);
    Duration longest = step.getDuration().multipliedBy(MOST_STEPS);
    if (!since.isBefore(until) || Duration.between(since, until).compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          "since " + since + " until " + until + ": 1 to " + MOST_STEPS + " steps are accepted");
    }
  }
}
