package io.dlrhub.ledger.reconciliation;

import io.dlrhub.report.DeliveryReport;
import java.time.Instant;

/**
 * When tracked messages were sent.
 *
 * @param <E> what fails when that cannot be read
 */
public interface SentTimes<E extends Exception> {

  /** When the message of that report was sent; null when it is not tracked. */
  Instant sentAt(DeliveryReport report) throws E;
}
