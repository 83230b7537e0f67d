package io.dlrhub.provider.tencent;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which hour to ask for next, of all that are not yet complete.
 *
 * <p>The newest first while they may still change; then, after a stop, the older ones from the
 * oldest on, so that what is complete grows without holes and another stop loses no progress.
 */
final class HourPlan {

  /** An hour that alone makes trouble is given up after so many times. */
  static final int TRIES = 10;

  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final FetchSchedule rhythm;
  private final NavigableMap<Instant, State> open = new TreeMap<>();
  private Instant newest;

  /**
   * @param lastComplete the hour before the first one to ask for
   */
  HourPlan(FetchSchedule rhythm, Instant lastComplete) {
    this.rhythm = rhythm;
    this.newest = lastComplete;
  }

  /** The hour to ask for now; empty if none is due. */
  Optional<Instant> next(Instant now) {
    openUntil(rhythm.newest(now));
    for (Map.Entry<Instant, State> hour : open.descendingMap().entrySet()) {
      if (!rhythm.mayChange(hour.getKey(), now)) {
        break;
      }
      if (isDue(hour, now)) {
        return Optional.of(hour.getKey());
      }
    }
    return open.entrySet().stream()
        .filter(hour -> isDue(hour, now))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The reading of an hour was handed on. */
  void read(Instant hour, Instant askedAt) {
    if (rhythm.mayChange(hour, askedAt)) {
      open.get(hour).read(askedAt, rhythm.next(hour, askedAt));
    } else {
      open.remove(hour);
    }
  }

  /**
   * An hour made trouble that may be its own: it waits, longer each time.
   *
   * @return whether it was given up
   */
  boolean failed(Instant hour, Instant askedAt) {
    State state = open.get(hour);
    if (++state.failures >= TRIES && !rhythm.mayChange(hour, askedAt)) {
      open.remove(hour);
      return true;
    }
    Duration wait = rhythm.period().multipliedBy(1L << Math.min(state.failures, TRIES));
    Duration most = LONGEST_WAIT.compareTo(rhythm.period()) < 0 ? rhythm.period() : LONGEST_WAIT;
    state.wait(askedAt, askedAt.plus(wait.compareTo(most) > 0 ? most : wait));
    return false;
  }

  /** The last hour of which it and all before it are complete. */
  Instant lastComplete() {
    return open.isEmpty() ? newest : open.firstKey().minus(FetchSchedule.HOUR);
  }

  /** How many hours to ask for have not been read in this process. */
  long unread() {
    return open.values().stream().filter(state -> !state.read).count();
  }

  private void openUntil(Instant last) {
    while (newest.isBefore(last)) {
      newest = newest.plus(FetchSchedule.HOUR);
      open.put(newest, new State());
    }
  }

  /** Whether it has come (a clock may have been set back) and its time to be asked for has. */
  private boolean isDue(Map.Entry<Instant, State> hour, Instant now) {
    return !hour.getKey().isAfter(rhythm.newest(now)) && hour.getValue().isDue(now);
  }

  /** What became of one hour so far. */
  private static final class State {
    private Instant askedAt = Instant.MIN;
    private Instant nextAt = Instant.MIN;
    private int failures;
    private boolean read;

    void read(Instant at, Instant next) {
      read = true;
      failures = 0;
      wait(at, next);
    }

    void wait(Instant at, Instant next) {
      askedAt = at;
      nextAt = next;
    }

    boolean isDue(Instant now) {
      return now.isBefore(askedAt) || !now.isBefore(nextAt);
    }
  }
}
