package io.dlrhub.ledger;

import io.dlrhub.report.Record;

/**
 * A record as it goes from one ledger to another.
 *
 * @param seq its position, which it keeps
 * @param appendedAt when it was stored, in milliseconds
 * @param referenceKey key of the provider's reference it is known by; 0 for none
 * @param record what the line says
 */
public record MigratedRecord(
    long seq, long appendedAt, long referenceKey, Record record, byte[] line) {}
