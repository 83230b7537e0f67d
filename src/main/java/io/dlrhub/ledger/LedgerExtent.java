package io.dlrhub.ledger;

import java.time.Instant;

/**
 * How much a ledger holds.
 *
 * @param reports delivery reports in the log
 * @param statistics readings of statistics in the log
 * @param oldestReceivedAt of the first record in the log; null while it is empty
 * @param newestReceivedAt of the last one; null while it is empty
 * @param quarantineEntries entries of the quarantine
 * @param quarantineBytes what they count against its size
 * @param fileBytes the file's length with its write-ahead log
 */
public record LedgerExtent(
    long reports,
    long statistics,
    Instant oldestReceivedAt,
    Instant newestReceivedAt,
    long quarantineEntries,
    long quarantineBytes,
    long fileBytes) {}
