package io.dlrhub.ledger;

/**
 * How many tracked messages are in which state.
 *
 * @param waiting for a report
 * @param complete with every report
 * @param missing given up
 */
public record TrackedCounts(long waiting, long complete, long missing) {}
