package io.dlrhub.ledger.replay;

import io.dlrhub.ledger.ReplayOptions;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Record;
import io.dlrhub.report.RecordJson;
import java.time.Instant;

/** Which records a replay sends. */
public final class ReplayRules {

  private ReplayRules() {}

  /** Whether a record in the range of the replay is one of those asked for. */
  public static boolean selects(ReplayOptions wanted, byte[] line) {
    return wanted.account() == null && wanted.status() == null
        || matches(wanted, RecordJson.read(line));
  }

  /** The same for a record of which the log does not tell any more when it came. */
  public static boolean selectsByTime(ReplayOptions wanted, byte[] line) {
    Record record = RecordJson.read(line);
    Instant at = record.receivedAt();
    return matches(wanted, record) && !at.isBefore(wanted.since()) && at.isBefore(wanted.until());
  }

  private static boolean matches(ReplayOptions wanted, Record record) {
    return (wanted.account() == null || wanted.account().equals(record.account()))
        && (wanted.status() == null
            || record instanceof DeliveryReport report && report.status() == wanted.status());
  }
}
