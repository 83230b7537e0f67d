package io.dlrhub.provider.ucloud;

import io.dlrhub.report.Channel;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.Origin;
import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.report.ResultWord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a receipt of one account, channel and way of arrival into a delivery report.
 *
 * @param account our name for the account
 * @param channel text or video
 * @param origin how the receipts reach us
 * @param phones writes phones in E.164
 */
record ReceiptNormaliser(String account, Channel channel, Origin origin, PhoneNumbers phones) {

  static final String PROVIDER = "ucloud";

  /**
   * The reports of receipts, in their order.
   *
   * @param now when they were received
   */
  List<DeliveryReport> reports(List<Receipt> receipts, Instant now) {
    List<DeliveryReport> reports = new ArrayList<>(receipts.size());
    for (Receipt receipt : receipts) {
      reports.add(report(receipt.fields(), receipt.messageId(), receipt.element(), now));
    }
    return reports;
  }

  private DeliveryReport report(
      ReceiptFields fields, String messageId, Slice element, Instant now) {
    if (element.hasEscapes()) {
      fields.makeWellFormed();
    }
    DeliveryStatus status = ResultWord.status(fields.result);
    long segments = Numbers.nonNegative(fields.costCount);
    return DeliveryReport.builder()
        .provider(PROVIDER)
        .account(account)
        .channel(channel)
        .messageId(ReceiptFields.wellFormed(messageId).strip())
        .partId(channel == Channel.VIDEO ? blankToNull(fields.sessionId) : null)
        .phone(fields.phone)
        .phoneE164(phones.toE164(fields.phone))
        .status(status)
        .failureReason(
            status == DeliveryStatus.FAILED
                ? FailureReasons.of(fields.code, fields.description)
                : null)
        .providerStatus(fields.result)
        .code(fields.code)
        .description(fields.description)
        .segments(segments < 0 || segments > Integer.MAX_VALUE ? null : (int) segments)
        .reportedAt(ReceiptTime.instant(fields.receiptTime))
        .receivedAt(now)
        .reference(blankToNull(fields.userId))
        .origin(origin)
        .raw(element.oneLine())
        .build();
  }

  private static String blankToNull(String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
