package io.dlrhub.ledger;

import java.time.Instant;

/**
 * Something that could not be understood.
 *
 * @param firstAt when it came first
 * @param lastAt when the same bytes came last
 * @param times how often they came
 * @param account nullable
 * @param detail what was wrong and where; nullable
 * @param size how many bytes came
 * @param bytes those of them that are kept
 */
public record QuarantineEntry(
    long id,
    Instant firstAt,
    Instant lastAt,
    long times,
    String source,
    String account,
    String reason,
    String detail,
    long size,
    byte[] bytes) {}
