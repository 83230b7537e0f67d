package io.dlrhub.ledger.sqlite.figures;

import io.dlrhub.report.DeliveryReport;
import java.util.List;

/**
 * A report in the log.
 *
 * @param seq its position
 * @param report as it is stored
 */
public record HeldReport(long seq, DeliveryReport report) {

  /** What counts of one phone's reports: the newest final one, else the newest; null of none. */
  static HeldReport lastWord(List<HeldReport> reports) {
    HeldReport last = null;
    for (HeldReport one : reports) {
      if (last == null || one.overrides(last)) {
        last = one;
      }
    }
    return last;
  }

  private boolean overrides(HeldReport other) {
    boolean isFinal = report.status().isFinal();
    return isFinal == other.report.status().isFinal() ? seq > other.seq : isFinal;
  }
}
