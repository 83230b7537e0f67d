package io.dlrhub.ledger;

import io.dlrhub.report.SentMessage;
import java.time.Instant;
import java.util.List;

/**
 * Where a tracked message stands.
 *
 * @param sent as it was told, without its phones
 * @param trackedAt when it was told; null for long ago
 * @param trackedBy the route that told it; nullable
 * @param progress how far it is
 * @param phones whom it was sent to, at most {@link #MOST_PHONES}; empty when that was not told
 * @param next what is still to be asked
 */
public record TrackedState(
    SentMessage sent,
    Instant trackedAt,
    String trackedBy,
    Progress progress,
    List<Phone> phones,
    Next next) {

  /** Phones that are listed. */
  public static final int MOST_PHONES = 1000;

  /** How far a tracked message is. */
  public enum Progress {
    WAITING,
    COMPLETE,
    MISSING;

    /** As the column {@code state} of both engines has it. */
    public static Progress of(int state) {
      return values()[state];
    }
  }

  /**
   * One it was sent to.
   *
   * @param phone as it was told
   * @param state 0 nothing came, 1 {@code unknown} came, 2 a final report came
   */
  public record Phone(String phone, int state) {}

  /**
   * When it is asked for next.
   *
   * @param at null for never
   * @param step of the schedule, from 0
   * @param urgent because of a pull in doubt, at once
   * @param failures queries that failed, one after the other
   */
  public record Next(Instant at, int step, boolean urgent, int failures) {}
}
