package io.dlrhub.ledger;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Identity;
import io.dlrhub.report.RecordJson;
import io.dlrhub.report.SentMessage;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Finds the reports of a message that are in the log already. */
final class EarlierReports {

  private final IdentityIndex identities;

  EarlierReports(IdentityIndex identities) {
    this.identities = identities;
  }

  /** Every stored report of that message, in order. */
  List<DeliveryReport> of(Database database, SentMessage message) throws SQLException {
    long key =
        Identity.key(
            message.provider(),
            message.account(),
            message.channel().wireName(),
            message.messageId());
    List<DeliveryReport> reports = new ArrayList<>();
    LogLookup log = new LogLookup(database);
    for (long seq : identities.seqsOfMessage(database, key)) {
      byte[] line = log.line(seq);
      if (line == null) {
        continue;
      }
      DeliveryReport report = (DeliveryReport) RecordJson.read(line);
      // Another message may share the key.
      if (report.messageId().equals(message.messageId())) {
        reports.add(report);
      }
    }
    return reports;
  }
}
