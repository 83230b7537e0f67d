package io.dlrhub.ledger;

/**
 * Looks into a ledger for people, beside what writes it. Safe for use by many threads; each reading
 * is bounded in time and memory, and says where to go on.
 *
 * <p>Every method throws a {@link LedgerException} when the ledger is closed or cannot be read.
 */
public interface Inspection {

  /** What could not be understood, newest first. */
  QuarantinePage quarantine(QuarantineQuery query);
}
