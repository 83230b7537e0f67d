package io.dlrhub.report;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A message that was sent and whose reports are expected.
 *
 * @param provider whose interface it was sent by: {@code ucloud}
 * @param account our name for the account
 * @param channel text or video
 * @param messageId {@code SessionNo}, or {@code TaskId} for video
 * @param phones whom it was sent to, as written; empty when not told
 * @param sentAt when it was sent
 * @param reference the sender's reference; nullable
 * @param raw the element as it was told
 */
public record SentMessage(
    String provider,
    String account,
    Channel channel,
    String messageId,
    List<String> phones,
    Instant sentAt,
    String reference,
    RawJson raw) {

  /** Checks what must be there. */
  public SentMessage {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(messageId, "messageId");
    phones = List.copyOf(phones);
    Objects.requireNonNull(sentAt, "sentAt");
    Objects.requireNonNull(raw, "raw");
  }
}
