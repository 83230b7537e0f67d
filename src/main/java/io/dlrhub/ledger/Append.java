package io.dlrhub.ledger;

import io.dlrhub.report.InDoubt;
import io.dlrhub.report.PullIntent;
import io.dlrhub.report.Record;
import io.dlrhub.report.Rejected;
import java.util.List;

/**
 * What one transaction adds.
 *
 * @param records in the order they came; may be empty
 * @param rejected goes to quarantine; may be empty
 * @param endedPull the intent this ends; nullable
 * @param inDoubt a pull to count in doubt; nullable
 */
public record Append(
    List<? extends Record> records,
    List<Rejected> rejected,
    PullIntent endedPull,
    InDoubt inDoubt) {

  /** Records alone. */
  public static Append of(List<? extends Record> records) {
    return new Append(records, List.of(), null, null);
  }
}
