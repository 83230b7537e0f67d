package io.dlrhub.ledger;

/**
 * A record a sink refused for good.
 *
 * @param seq its position in the log
 * @param line its JSON
 * @param reason why, for a person
 * @param attempts how often it was tried
 */
record DeadLetter(long seq, byte[] line, String reason, int attempts) {}
