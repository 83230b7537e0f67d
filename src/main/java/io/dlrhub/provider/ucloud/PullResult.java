package io.dlrhub.provider.ucloud;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.PullOutcome;
import io.dlrhub.report.Rejected;
import java.util.List;

/**
 * What a pull brought and what follows from it.
 *
 * @param outcome how it ended, for the metric
 * @param detail for the log and the ledger, for a person
 * @param inDoubt whether reports may have been deleted that are not here
 * @param pause when to pull again
 * @param reports what could be read, also of an answer that broke off
 * @param rejected what could not
 */
record PullResult(
    PullOutcome outcome,
    String detail,
    boolean inDoubt,
    PullPause pause,
    List<DeliveryReport> reports,
    List<Rejected> rejected) {

  /** Nothing was deleted at the provider and nothing came: the pull may be forgotten. */
  boolean nothingHappened() {
    return !inDoubt && outcome != PullOutcome.OK && reports.isEmpty() && rejected.isEmpty();
  }
}
