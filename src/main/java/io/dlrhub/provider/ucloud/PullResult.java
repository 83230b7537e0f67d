package io.dlrhub.provider.ucloud;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.PullOutcome;
import io.dlrhub.report.Rejected;
import java.util.List;

/**
 * What a pull brought.
 *
 * @param verdict how it ended
 * @param reports what could be read, also of an answer that broke off
 * @param rejected what could not
 */
record PullResult(PullVerdict verdict, List<DeliveryReport> reports, List<Rejected> rejected) {

  /** Nothing was deleted at the provider and nothing came: the pull may be forgotten. */
  boolean nothingHappened() {
    return !verdict.inDoubt()
        && verdict.outcome() != PullOutcome.OK
        && reports.isEmpty()
        && rejected.isEmpty();
  }
}
