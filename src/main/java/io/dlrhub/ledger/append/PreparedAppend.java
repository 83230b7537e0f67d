package io.dlrhub.ledger.append;

import io.dlrhub.ledger.Append;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatistics;
import io.dlrhub.report.Record;
import java.util.ArrayList;
import java.util.List;

/**
 * An append, encoded and hashed on the caller's thread.
 *
 * @param records a {@link PreparedReport} for a report, statistics as they are, in order
 * @param rejects for quarantine
 * @param append as handed in
 * @param bytes what it holds in memory, roughly
 */
public record PreparedAppend(
    List<Object> records, List<PreparedReject> rejects, Append append, long bytes) {

  private static final int OVERHEAD = 1024;

  /** Measured: a report prepared, with its fields as texts, beside its line and raw element. */
  static final int REPORT = 600;

  /** Measured: a reject prepared, beside its bytes. */
  static final int REJECT = 400;

  public static PreparedAppend of(Append append) {
    List<Object> records = new ArrayList<>(append.records().size());
    long bytes = OVERHEAD;
    PreparedReport before = null;
    for (Record record : append.records()) {
      if (record instanceof DeliveryReport report) {
        before = PreparedReport.of(report, before);
        records.add(before);
        bytes += REPORT + 2L * before.line().length;
      } else {
        records.add((DeliveryStatistics) record);
        bytes += OVERHEAD;
      }
    }
    List<PreparedReject> rejects = append.rejected().stream().map(PreparedReject::of).toList();
    for (PreparedReject reject : rejects) {
      bytes += REJECT + reject.rejected().bytes().length;
      if (reject.kept() != reject.rejected().bytes()) {
        bytes += reject.kept().length;
      }
    }
    return new PreparedAppend(records, rejects, append, bytes);
  }
}
