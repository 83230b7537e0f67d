package io.dlrhub.ledger;

import java.time.Instant;

/**
 * Which quarantine entries are wanted.
 *
 * @param source of these alone; nullable
 * @param reason of these alone; nullable
 * @param since those last seen then or later; nullable
 * @param before those with a lower id
 * @param limit at most so many
 */
public record QuarantineQuery(
    String source, String reason, Instant since, long before, int limit) {}
