package io.dlrhub.report;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The identity of records (docs/record.md).
 *
 * <p>The first 16 bytes of SHA-256 over the parts, each preceded by its length in UTF-8 bytes as a
 * four-byte big-endian integer; an absent part has length −1 and no bytes, so it differs from an
 * empty one.
 */
public final class Identity {

  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(Identity::newSha256);

  private Identity() {}

  /**
   * Identity of a delivery report with that status.
   *
   * @param phoneKey see {@link PhoneKey}; null without a phone
   */
  public static RecordId ofReport(
      String provider,
      String account,
      Channel channel,
      String messageId,
      String partId,
      String phoneKey,
      DeliveryStatus status) {
    return hash(
        provider, account, channel.wireName(), messageId, partId, phoneKey, status.wireName());
  }

  /** What the report's identity is, or would be with another status. */
  public static RecordId ofReport(DeliveryReport report, DeliveryStatus status) {
    return ofReport(report, status, null);
  }

  /**
   * Identity of a second report to the same phone in the same message, told apart by the sender's
   * reference.
   *
   * @param reference nullable
   */
  public static RecordId ofReport(DeliveryReport report, DeliveryStatus status, String reference) {
    return ofReport(report.toBuilder().status(status), reference);
  }

  /** Of a masked phone time and code are part of it: two phones may look the same. */
  static RecordId ofReport(DeliveryReport.Builder report, String reference) {
    List<String> parts = new ArrayList<>(10);
    parts.add(report.provider);
    parts.add(report.account);
    parts.add(report.channel.wireName());
    parts.add(report.messageId);
    parts.add(report.partId);
    parts.add(PhoneKey.of(report.phone, report.phoneE164));
    parts.add(report.status.wireName());
    if (report.phoneE164 == null && PhoneKey.isMasked(report.phone)) {
      parts.add(report.reportedAt == null ? null : report.reportedAt.toString());
      parts.add(report.code);
    }
    if (reference != null) {
      parts.add(reference);
    }
    return hash(parts.toArray(String[]::new));
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
    byte[][] texts = new byte[parts.length][];
    int size = 0;
    for (int i = 0; i < parts.length; i++) {
      texts[i] = parts[i] == null ? null : parts[i].getBytes(StandardCharsets.UTF_8);
      size += Integer.BYTES + (texts[i] == null ? 0 : texts[i].length);
    }
    // In one piece: the digest takes its time for each.
    ByteBuffer all = ByteBuffer.allocate(size);
    for (byte[] text : texts) {
      if (text == null) {
        all.putInt(-1);
      } else {
        all.putInt(text.length).put(text);
      }
    }
    return RecordId.ofBytes(SHA_256.get().digest(all.array()), 0);
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
