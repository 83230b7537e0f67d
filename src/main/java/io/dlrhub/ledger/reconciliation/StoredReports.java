package io.dlrhub.ledger.reconciliation;

/**
 * The reports an engine holds, in order.
 *
 * @param <E> what fails when they cannot be read
 */
public interface StoredReports<E extends Exception> {

  /**
   * Looks at a report; false ends the reading.
   *
   * @param <E> what fails when something cannot be read
   */
  interface Visitor<E extends Exception> {
    boolean visit(StoredReport report) throws E;
  }

  /**
   * Visits the reports from one position to another, both included.
   *
   * @return false when the visitor ended it
   */
  boolean each(long first, long last, Visitor<E> visitor) throws E;
}
