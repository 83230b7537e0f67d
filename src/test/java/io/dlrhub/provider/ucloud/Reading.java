package io.dlrhub.provider.ucloud;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Rejected;
import java.util.List;

/**
 * What a body held.
 *
 * @param reports in the order they came
 * @param rejected what could not be understood, with its bytes
 */
public record Reading(List<DeliveryReport> reports, List<Rejected> rejected) {}
