package io.dlrhub.ledger.replay;

/**
 * What part of the log a replay covers.
 *
 * @param position where it begins; before {@code from} when there are dead letters whose records
 *     retention has removed from the log
 * @param from the first log position of the time that was asked for
 * @param to its last position; not beyond where the sink stands, because what it has not had yet
 *     comes anyway
 */
public record ReplayRange(long position, long from, long to) {

  /**
   * The range.
   *
   * @param from the first position of the time that was asked for
   * @param to its last position
   * @param oldest the oldest position still in the log
   * @param oldestDeadLetter the sink's oldest one from before that; {@code from} without one
   * @param stands where the sink stands
   */
  public static ReplayRange of(
      long from, long to, long oldest, long oldestDeadLetter, long stands) {
    long position = (from == oldest ? Math.min(oldestDeadLetter, from) : from) - 1;
    return new ReplayRange(position, from, Math.min(to, stands));
  }

  /** Whether there is nothing in it. */
  public boolean isEmpty() {
    return position >= to;
  }
}
