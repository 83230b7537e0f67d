package io.dlrhub.ledger;

import io.dlrhub.report.DeliveryStatus;
import java.time.Instant;

/**
 * Which reports are wanted; what is null does not matter.
 *
 * @param messageId of this message, of whatever provider and account
 * @param phone to this phone, however it is written: what counts is its key of identity
 * @param status with this status
 * @param since received then or later; nothing is looked at that was appended before
 * @param before at lower positions of the log than this one
 * @param limit at most so many
 */
public record ReportQuery(
    String messageId, String phone, DeliveryStatus status, Instant since, long before, int limit) {}
