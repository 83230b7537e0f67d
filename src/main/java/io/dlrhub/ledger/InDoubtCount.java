package io.dlrhub.ledger;

/**
 * How many pulls of an account were in doubt.
 *
 * @param provider whose interface
 * @param account which account of ours
 * @param count since the ledger was made
 */
public record InDoubtCount(String provider, String account, long count) {}
