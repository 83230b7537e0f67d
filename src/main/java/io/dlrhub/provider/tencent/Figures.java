package io.dlrhub.provider.tencent;

import io.dlrhub.report.DeliveryStatistics;
import io.dlrhub.report.FailureReason;
import io.dlrhub.report.Identity;
import io.dlrhub.report.RawJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The figures of one hour, in our words.
 *
 * @param submitted {@code success}
 * @param reported {@code status}
 * @param delivered {@code status_success}
 * @param failed {@code status_fail}
 * @param failures {@code status_fail_0} to {@code status_fail_4}; whether they add up to {@code
 *     failed} is not documented and not asked for
 */
record Figures(
    long submitted, long reported, long delivered, long failed, Map<FailureReason, Long> failures) {

  /** As a record of that hour, revision 0: the ledger numbers what changed. */
  DeliveryStatistics toRecord(
      String account, Instant windowStart, Instant receivedAt, RawJson raw) {
    Instant windowEnd = windowStart.plus(Duration.ofHours(1));
    return new DeliveryStatistics(
        Identity.ofStatistics(StatisticsPuller.PROVIDER, account, windowStart, windowEnd, 0),
        StatisticsPuller.PROVIDER,
        account,
        windowStart,
        windowEnd,
        submitted,
        reported,
        delivered,
        failed,
        failures,
        0,
        receivedAt,
        raw);
  }
}
