package io.dlrhub.ledger;

import java.util.Collection;
import java.util.List;

/**
 * Looks into a ledger for people, beside what writes it. Safe for use by many threads; each reading
 * is bounded in time and memory, and says where to go on.
 *
 * <p>Every method throws a {@link LedgerException} when the ledger is closed or cannot be read.
 */
public interface Inspection {

  /** Delivery reports, newest first. */
  ReportPage reports(ReportQuery query);

  /**
   * How often reports came again.
   *
   * @param positions of reports in the log
   */
  List<Repeat> repeats(Collection<Long> positions);

  /** How many reports were stored when, from figures that are kept; milliseconds. */
  History history(HistoryQuery query);

  /** How much the ledger holds. */
  LedgerExtent extent();

  /** Codes of failed reports for which no reason is known, the most frequent first. */
  List<UnmappedCode> unmappedCodes(int limit);

  /** What could not be understood, newest first. */
  QuarantinePage quarantine(QuarantineQuery query);
}
