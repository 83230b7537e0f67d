package io.dlrhub.ledger.append;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Identity;
import io.dlrhub.report.RecordId;

/**
 * A report with everything the writer needs, computed on the caller's thread.
 *
 * @param report as handed in, or with the identity the ledger gave it
 * @param line its JSON
 * @param referenceKey of the provider's reference; 0 for none
 * @param messageKey of provider, account, channel and message
 */
public record PreparedReport(
    DeliveryReport report, byte[] line, long referenceKey, long messageKey) {

  public static PreparedReport of(DeliveryReport report, PreparedReport before) {
    return new PreparedReport(
        report,
        RecordLine.of(report),
        referenceKey(report.reference()),
        messageKey(report, before));
  }

  public RecordId id() {
    return report.id();
  }

  /** The same under another identity. */
  public PreparedReport withId(RecordId id) {
    DeliveryReport renamed = report.toBuilder().id(id).build();
    return new PreparedReport(renamed, RecordLine.of(renamed), referenceKey, messageKey);
  }

  /** The same with the tracked message's reference; identity rests on the provider's alone. */
  public PreparedReport withTrackedReference(String reference) {
    DeliveryReport complete = report.toBuilder().reference(reference).build();
    return new PreparedReport(complete, RecordLine.of(complete), referenceKey, messageKey);
  }

  /** Key of a reference as identities keep it: 0 means none. */
  public static long referenceKey(String reference) {
    if (reference == null) {
      return 0;
    }
    long key = Identity.key(reference);
    return key == 0 ? 1 : key;
  }

  /** Key of a message as look-ups have it. */
  public static long messageKey(DeliveryReport report) {
    return Identity.key(
        report.provider(), report.account(), report.channel().wireName(), report.messageId());
  }

  private static long messageKey(DeliveryReport report, PreparedReport before) {
    // One message goes to many phones, whose reports come together.
    boolean same =
        before != null
            && before.report.messageId().equals(report.messageId())
            && before.report.account().equals(report.account())
            && before.report.provider().equals(report.provider())
            && before.report.channel() == report.channel();
    return same ? before.messageKey : messageKey(report);
  }
}
