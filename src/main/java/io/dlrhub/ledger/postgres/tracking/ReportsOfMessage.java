package io.dlrhub.ledger.postgres.tracking;

import io.dlrhub.ledger.postgres.database.Session;
import io.dlrhub.ledger.postgres.log.RecordTable;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Identity;
import io.dlrhub.report.RecordJson;
import io.dlrhub.report.SentMessage;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Finds the reports of messages that are in the log already. */
final class ReportsOfMessage {

  private ReportsOfMessage() {}

  /** Every stored report of that message, in order. */
  static List<DeliveryReport> of(Session session, SentMessage message) throws SQLException {
    long key =
        Identity.key(
            message.provider(),
            message.account(),
            message.channel().wireName(),
            message.messageId());
    List<DeliveryReport> reports = new ArrayList<>();
    for (byte[] line : RecordTable.ofMessage(session, key)) {
      DeliveryReport report = (DeliveryReport) RecordJson.read(line);
      // Another message may share the key.
      if (report.messageId().equals(message.messageId())) {
        reports.add(report);
      }
    }
    return reports;
  }
}
