package io.dlrhub.provider.ucloud;

import io.dlrhub.report.Channel;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.Origin;
import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.report.RejectReason;
import io.dlrhub.report.ResultWord;
import java.time.Instant;

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

  /** Why nothing can be made of a receipt, as a short fixed word; null where something can. */
  static RejectReason fault(ReceiptFields fields, String messageId) {
    if (messageId == null || messageId.isBlank()) {
      return RejectReason.NO_MESSAGE_ID;
    }
    return hasDigit(fields.phone) ? null : RejectReason.NO_PHONE;
  }

  /** The report of a receipt without {@link #fault}. */
  DeliveryReport report(ReceiptFields fields, String messageId, Slice element, Instant now) {
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

  /** A phone without any digit is none: all such would be one and the same to identity. */
  private static boolean hasDigit(String phone) {
    if (phone == null) {
      return false;
    }
    for (int i = 0; i < phone.length(); i++) {
      if (Character.isDigit(phone.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static String blankToNull(String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
