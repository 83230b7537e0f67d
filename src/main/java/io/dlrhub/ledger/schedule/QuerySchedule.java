package io.dlrhub.ledger.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When, after sending, a message without a report is asked for. After the last step it is reported
 * as missing.
 */
public final class QuerySchedule {

  /** Five minutes to twelve hours: what UCloud advises (GetUSMSSendReceipt, introduction). */
  public static final QuerySchedule DEFAULT =
      new QuerySchedule(
          List.of(
              Duration.ofMinutes(5),
              Duration.ofMinutes(10),
              Duration.ofMinutes(30),
              Duration.ofHours(1),
              Duration.ofHours(3),
              Duration.ofHours(6),
              Duration.ofHours(12)));

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
  private static final int MOST_DOUBLINGS = 6;

  private final List<Duration> steps;

  /**
   * @param steps ascending, at least one
   * @throws IllegalArgumentException if there is none, or one is not after the one before
   */
  public QuerySchedule(List<Duration> steps) {
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a schedule has at least one step, such as 5m");
    }
    Duration before = Duration.ZERO;
    for (Duration step : steps) {
      if (step.compareTo(before) <= 0) {
        throw new IllegalArgumentException(
            "each step of a schedule comes after the one before it: " + step + " does not");
      }
      before = step;
    }
    this.steps = List.copyOf(steps);
  }

  /**
   * The step a message starts with: the first that lies ahead, or the last when all have passed, so
   * that a message told late is asked for once.
   */
  public int firstStep(Instant sentAt, Instant now) {
    int next = nextStep(-1, sentAt, now);
    return next < 0 ? steps.size() - 1 : next;
  }

  /** The first step after that one that lies ahead, or −1 when there is none. */
  public int nextStep(int step, Instant sentAt, Instant now) {
    for (int next = step + 1; next < steps.size(); next++) {
      if (sentAt.plus(steps.get(next)).isAfter(now)) {
        return next;
      }
    }
    return -1;
  }

  /** When that step is due. */
  public Instant dueAt(int step, Instant sentAt) {
    return sentAt.plus(steps.get(step));
  }

  /** How long to wait after that many failed queries in a row, 30 s doubling to 32 min. */
  public static Duration pauseAfter(int failures) {
    return FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
  }
}
