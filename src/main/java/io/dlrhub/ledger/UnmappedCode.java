package io.dlrhub.ledger;

import java.time.Instant;

/**
 * A code of failed reports for which no reason is known.
 *
 * @param code as the provider wrote it; empty for none
 * @param description of the newest such report; nullable
 * @param count reports with it
 * @param recordId of the newest of them
 */
public record UnmappedCode(
    String provider,
    String channel,
    String code,
    String description,
    long count,
    Instant firstAt,
    Instant lastAt,
    String recordId) {}
