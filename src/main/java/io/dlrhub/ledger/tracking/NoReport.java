package io.dlrhub.ledger.tracking;

import io.dlrhub.ledger.TrackedMessage;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.Origin;
import java.time.Instant;

/** The record of a phone of which nothing ever came (docs/record.md). */
public final class NoReport {

  private NoReport() {}

  /**
   * The record.
   *
   * @param reason why nothing will come; null where the schedule has ended
   */
  public static DeliveryReport of(
      TrackedMessage message, SilentPhone silent, String phoneE164, String reason, Instant now) {
    return DeliveryReport.builder()
        .provider(message.provider())
        .account(message.account())
        .channel(message.channel())
        .messageId(message.messageId())
        .phone(silent.phone())
        .phoneE164(phoneE164)
        .status(DeliveryStatus.UNKNOWN)
        .code(DeliveryReport.NO_REPORT)
        .description(reason)
        .receivedAt(now)
        .reference(silent.reference())
        .origin(Origin.QUERY)
        .raw(silent.raw())
        .build();
  }
}
