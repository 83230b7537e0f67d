package io.dlrhub.ledger;

import java.util.List;

/**
 * Entries of the quarantine, newest first.
 *
 * @param next what to ask for as {@code before} to go on; 0 where everything has been looked at
 */
public record QuarantinePage(List<QuarantineEntry> entries, long next) {}
