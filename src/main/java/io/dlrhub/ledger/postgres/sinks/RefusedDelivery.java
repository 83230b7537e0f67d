package io.dlrhub.ledger.postgres.sinks;

/**
 * A record that a sink refused for good.
 *
 * @param seq its position in the log
 * @param line its JSON
 * @param reason why, for a person
 * @param attempts how often it was tried
 */
record RefusedDelivery(long seq, byte[] line, String reason, int attempts) {}
