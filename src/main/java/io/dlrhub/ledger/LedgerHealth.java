package io.dlrhub.ledger;

/**
 * Whether records can be made durable.
 *
 * @param writable false from a failed commit until the next one that succeeds
 * @param problem what is wrong, for an operator; nullable
 */
public record LedgerHealth(boolean writable, String problem) {}
