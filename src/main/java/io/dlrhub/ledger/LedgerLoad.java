package io.dlrhub.ledger;

/**
 * What waits for the next commit.
 *
 * @param appends transactions handed in and not yet answered
 * @param records records in them
 */
public record LedgerLoad(int appends, long records) {}
