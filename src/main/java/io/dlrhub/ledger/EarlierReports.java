package io.dlrhub.ledger;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Identity;
import io.dlrhub.report.RecordJson;
import io.dlrhub.report.SentMessage;
import java.nio.charset.StandardCharsets;
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
    for (long seq : identities.seqsOfMessage(database, key)) {
      DeliveryReport report = read(database, seq);
      // Another message may share the key, and retention may have removed the record.
      if (report != null && report.messageId().equals(message.messageId())) {
        reports.add(report);
      }
    }
    return reports;
  }

  private static DeliveryReport read(Database database, long seq) throws SQLException {
    String[] lines = new String[1];
    database.each(
        row -> {
          int index = (int) (seq - row.getLong(1));
          if (index < row.getInt(2)) {
            lines[0] = new String(row.getBytes(3), StandardCharsets.UTF_8).split("\n")[index];
          }
          return false;
        },
        "SELECT first_seq, count, body FROM log WHERE first_seq <= ? ORDER BY first_seq DESC LIMIT 1",
        seq);
    return lines[0] == null
        ? null
        : (DeliveryReport) RecordJson.read(lines[0].getBytes(StandardCharsets.UTF_8));
  }
}
