package io.dlrhub.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * The identity of records (contract, section 4).
 *
 * <p>The first 16 bytes of SHA-256 over the parts, each preceded by its length in UTF-8 bytes as a
 * four-byte big-endian integer; an absent part has length −1 and no bytes, so it differs from an
 * empty one.
 */
public final class Identity {

  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(Identity::newSha256);

  private Identity() {}

  /** Identity of a delivery report with that status. */
  public static RecordId ofReport(
      String provider,
      String account,
      Channel channel,
      String messageId,
      String partId,
      String phone,
      DeliveryStatus status) {
    return hash(
        provider,
        account,
        channel.wireName(),
        messageId,
        partId,
        PhoneKey.of(phone),
        status.wireName());
  }

  /** What the report's identity would be with another status. */
  public static RecordId ofReport(DeliveryReport report, DeliveryStatus status) {
    return ofReport(
        report.provider(),
        report.account(),
        report.channel(),
        report.messageId(),
        report.partId(),
        report.phone(),
        status);
  }

  /**
   * Identity of a second report to the same phone in the same message, told apart by the sender's
   * reference.
   */
  public static RecordId ofReport(DeliveryReport report, DeliveryStatus status, String reference) {
    return hash(
        report.provider(),
        report.account(),
        report.channel().wireName(),
        report.messageId(),
        report.partId(),
        PhoneKey.of(report.phone()),
        status.wireName(),
        reference);
  }

  /** Identity of one revision of the statistics of a window. */
  public static RecordId ofStatistics(
      String provider, String account, Instant windowStart, Instant windowEnd, int revision) {
    return hash(
        provider,
        account,
        windowStart.toString(),
        windowEnd.toString(),
        Integer.toString(revision));
  }

  /** A 64-bit key of several texts, for look-ups; not an identity. */
  public static long key(String... parts) {
    return hash(parts).high();
  }

  private static RecordId hash(String... parts) {
    MessageDigest digest = SHA_256.get();
    for (String part : parts) {
      if (part == null) {
        updateLength(digest, -1);
      } else {
        byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
        updateLength(digest, utf8.length);
        digest.update(utf8);
      }
    }
    return RecordId.ofBytes(digest.digest(), 0);
  }

  private static void updateLength(MessageDigest digest, int length) {
    digest.update((byte) (length >>> 24));
    digest.update((byte) (length >>> 16));
    digest.update((byte) (length >>> 8));
    digest.update((byte) length);
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
