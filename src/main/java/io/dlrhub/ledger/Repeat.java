package io.dlrhub.ledger;

import java.time.Instant;

/**
 * How often a stored report came again by one way, beyond the time it was stored.
 *
 * @param position of the report in the log
 * @param origin the way it came: {@code push}, {@code pull} or {@code query}
 * @param count how often
 * @param lastAt when the last time
 */
public record Repeat(long position, String origin, long count, Instant lastAt) {

  /** Both counts together; of the same report and way. */
  public Repeat plus(Repeat other) {
    return new Repeat(
        position,
        origin,
        count + other.count,
        lastAt.isAfter(other.lastAt) ? lastAt : other.lastAt);
  }
}
