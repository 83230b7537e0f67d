package io.dlrhub.ledger;

import java.time.Instant;
import java.util.List;

/**
 * Reports by the time they were stored.
 *
 * @param complete false while the figures of a ledger from before there were any are being made
 * @param points by time, those of which there are any
 */
public record History(boolean complete, List<Point> points) {

  /** Copies the list. */
  public History {
    points = List.copyOf(points);
  }

  /**
   * New reports of one kind in one step; repeats are not counted.
   *
   * @param start of the step
   * @param provider whose reports
   * @param account our name for the account
   * @param channel as records have it
   * @param status as records have it
   * @param reason of a failure; null for none
   * @param count how many
   */
  public record Point(
      Instant start,
      String provider,
      String account,
      String channel,
      String status,
      String reason,
      long count) {}
}
