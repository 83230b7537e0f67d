package io.dlrhub.ledger;

import java.time.Instant;

/**
 * A tracked phone without a final report.
 *
 * @param provider whose interface the message was sent by
 * @param account our name for the account
 * @param messageId the message
 * @param phone as it was tracked; null for a message tracked without phones
 * @param reference the sender's reference; nullable
 * @param sentAt when it was sent
 * @param unknown whether a report came that says unknown, or the hub's own {@code hub:no-report}
 * @param givenUp whether the schedule is over and the message is no longer asked for
 */
public record MissingReport(
    String provider,
    String account,
    String messageId,
    String phone,
    String reference,
    Instant sentAt,
    boolean unknown,
    boolean givenUp) {}
