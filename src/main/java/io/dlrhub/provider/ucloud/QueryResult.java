package io.dlrhub.provider.ucloud;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Rejected;
import java.util.List;

/**
 * What a query brought.
 *
 * @param reports final ones only
 * @param rejected what could not be understood
 * @param pending the ids asked for of which the answer holds anything but final results: a phone
 *     without one, an unusable receipt, or nothing at all
 */
record QueryResult(List<DeliveryReport> reports, List<Rejected> rejected, List<String> pending) {

  /** Name of the exchange property that carries the pending ids, a {@code List<String>}. */
  static final String PENDING = "dlrPending";
}
