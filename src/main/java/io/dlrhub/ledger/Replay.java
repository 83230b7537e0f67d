package io.dlrhub.ledger;

import java.time.Instant;

/**
 * A replay: a second, temporary cursor of a sink. The selection is fixed when it starts: what the
 * sink itself has not had yet is not part of it.
 *
 * @param number of all replays and retries of this ledger
 * @param options what was asked for; {@code until} is set
 * @param from the first position of the selection
 * @param to its last position; less than {@code from} when nothing was selected
 * @param progress how far it is
 * @param startedAt when it was asked for
 * @param endedAt when it ended; null while it runs
 * @param cancelled whether it ended before its end
 */
public record Replay(
    long number,
    ReplayOptions options,
    long from,
    long to,
    Progress progress,
    Instant startedAt,
    Instant endedAt,
    boolean cancelled) {

  /**
   * How far a replay is.
   *
   * @param position what lies up to there is done
   * @param delivered records delivered
   * @param refused records refused, which are dead letters now
   * @param missed positions that retention had emptied before the replay came to them
   */
  public record Progress(long position, long delivered, long refused, long missed) {}

  /** What sinks tell redeliveries by: the same for every attempt of this replay, and no other. */
  public String name() {
    return name(number);
  }

  static String name(long number) {
    return "replay-" + number;
  }

  /** Whether it is not over. */
  public boolean running() {
    return endedAt == null;
  }

  /** How much of the selection is done, from 0 to 1. */
  public double part() {
    if (to < from || progress.position() >= to) {
      return 1;
    }
    return Math.max(0, progress.position() - from + 1) / (double) (to - from + 1);
  }

  public Replay at(Progress now) {
    return new Replay(number, options, from, to, now, startedAt, endedAt, cancelled);
  }

  public Replay ended(Instant at, boolean early) {
    return new Replay(number, options, from, to, progress, startedAt, at, early);
  }
}
