package io.dlrhub.report;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a provider says became of all messages of one hour.
 *
 * @param id stable identity of this revision
 * @param provider {@code tencent}
 * @param account our name for the account
 * @param windowStart first instant of the hour
 * @param windowEnd first instant after it
 * @param submitted messages submitted
 * @param reported messages a report came for
 * @param delivered of these, delivered
 * @param failed of these, failed
 * @param failures of the failed, how many for which reason; holds exactly {@link #REASONS}
 * @param revision 1 for the first figures of this window, one more for each change; a source hands
 *     on 0 and the ledger numbers them
 * @param receivedAt when it reached us
 * @param raw the provider's answer
 */
public record DeliveryStatistics(
    RecordId id,
    String provider,
    String account,
    Instant windowStart,
    Instant windowEnd,
    long submitted,
    long reported,
    long delivered,
    long failed,
    Map<FailureReason, Long> failures,
    int revision,
    Instant receivedAt,
    RawJson raw)
    implements Record {

  /** The value of {@code type}. */
  public static final String TYPE = "delivery-statistics";

  /** The reasons the statistics tell apart, in the provider's order {@code status_fail_0 … 4}. */
  public static final FailureReason[] REASONS = {
    FailureReason.OPERATOR_ERROR,
    FailureReason.INVALID_NUMBER,
    FailureReason.UNREACHABLE,
    FailureReason.BLACKLISTED,
    FailureReason.RATE_LIMITED
  };

  /** Checks what must be there and copies the failures, absent ones as 0. */
  public DeliveryStatistics {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(windowStart, "windowStart");
    Objects.requireNonNull(windowEnd, "windowEnd");
    Objects.requireNonNull(receivedAt, "receivedAt");
    Objects.requireNonNull(raw, "raw");
    EnumMap<FailureReason, Long> complete = new EnumMap<>(FailureReason.class);
    for (FailureReason reason : REASONS) {
      complete.put(reason, failures.getOrDefault(reason, 0L));
    }
    failures = Collections.unmodifiableMap(complete);
  }

  @Override
  public String type() {
    return TYPE;
  }

  /** The same reading as another revision, with that revision's identity. */
  public DeliveryStatistics withRevision(int number) {
    return new DeliveryStatistics(
        Identity.ofStatistics(provider, account, windowStart, windowEnd, number),
        provider,
        account,
        windowStart,
        windowEnd,
        submitted,
        reported,
        delivered,
        failed,
        failures,
        number,
        receivedAt,
        raw);
  }

  /** Whether the figures are those of another reading of the same window. */
  public boolean sameFigures(DeliveryStatistics other) {
    return submitted == other.submitted
        && reported == other.reported
        && delivered == other.delivered
        && failed == other.failed
        && failures.equals(other.failures);
  }
}
