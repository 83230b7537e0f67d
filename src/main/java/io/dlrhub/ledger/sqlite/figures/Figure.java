package io.dlrhub.ledger.sqlite.figures;

import io.dlrhub.ledger.Reconciliation;
import io.dlrhub.report.DeliveryReport;
import java.time.Instant;

/**
 * What is counted as one number.
 *
 * @param kind {@link #PHONES}, {@link #MINUTE} or {@link #HOUR}
 * @param start of the hour or minute, in milliseconds
 * @param provider whose report
 * @param account our name for the account
 * @param channel as records have it
 * @param status as records have it
 * @param reason of a failure; empty for none
 * @param tracked whether the message is tracked; only of phones
 */
public record Figure(
    int kind,
    long start,
    String provider,
    String account,
    String channel,
    String status,
    String reason,
    boolean tracked) {

  /** Phones by their last word. */
  public static final int PHONES = 0;

  /** Reports by the minute in which they were stored. */
  public static final int MINUTE = 1;

  /** Reports by the hour in which they were stored. */
  public static final int HOUR = 2;

  static final long MINUTE_MILLIS = 60_000;
  static final long HOUR_MILLIS = 3_600_000;

  /**
   * Where the phone of a report counts that is its last word.
   *
   * @param sentAt when its message was sent; null when it is not tracked
   */
  static Figure ofPhone(DeliveryReport report, Instant sentAt) {
    Instant time = sentAt == null ? Reconciliation.timeOf(report) : sentAt;
    return of(PHONES, floor(time.toEpochMilli(), HOUR_MILLIS), report, sentAt != null);
  }

  /** Where a report counts that was stored at that time. */
  static Figure stored(DeliveryReport report, long millis) {
    return of(MINUTE, floor(millis, MINUTE_MILLIS), report, false);
  }

  private static Figure of(int kind, long start, DeliveryReport report, boolean tracked) {
    return new Figure(
        kind,
        start,
        report.provider(),
        report.account(),
        report.channel().wireName(),
        report.status().wireName(),
        report.failureReason() == null ? "" : report.failureReason().wireName(),
        tracked);
  }

  /** A minute's reports among those of its hour. */
  Figure inHour() {
    return new Figure(
        HOUR, floor(start, HOUR_MILLIS), provider, account, channel, status, reason, tracked);
  }

  private static long floor(long millis, long unit) {
    return Math.floorDiv(millis, unit) * unit;
  }
}
