package io.dlrhub.ledger;

import java.time.Duration;
import java.time.Instant;

/**
 * Where a sink stands.
 *
 * @param name the sink's name
 * @param records the kinds of record it gets
 * @param open whether a feed is open on it, which is what holds retention back
 * @param position the last delivered log position; 0 before the first
 * @param lag records waiting
 * @param oldestWaiting when the oldest waiting record was appended; nullable
 * @param deadLetters dead letters kept for it
 * @param discarded dead letters of it that were thrown away since the ledger was made
 * @param startsAfter the position it began after; null where that is not known
 * @param paused whether an operator has paused it
 */
public record SinkState(
    String name,
    FeedOptions.Kinds records,
    boolean open,
    long position,
    long lag,
    Instant oldestWaiting,
    long deadLetters,
    long discarded,
    Long startsAfter,
    boolean paused) {

  /** How old the oldest waiting record is then, in seconds; 0 when none waits. */
  public double lagSeconds(Instant now) {
    return oldestWaiting == null
        ? 0
        : Math.max(0, Duration.between(oldestWaiting, now).toMillis() / 1000.0);
  }
}
