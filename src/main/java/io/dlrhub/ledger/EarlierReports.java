package io.dlrhub.ledger;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Identity;
import io.dlrhub.report.RecordJson;
import io.dlrhub.report.SentMessage;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the reports of messages that are in the log already. For one transaction: it keeps the row
 * it read last, as the messages of a list are often reported in its order.
 */
final class EarlierReports {

  private final IdentityIndex identities;
  private LogRow row;

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

  private DeliveryReport read(Database database, long seq) throws SQLException {
    if (row == null || !row.covers(seq)) {
      row =
          database.first(
              found -> LogRow.of(found.getLong(1), found.getInt(2), found.getBytes(3)),
              "SELECT first_seq, count, body FROM log WHERE first_seq <= ?"
                  + " ORDER BY first_seq DESC LIMIT 1",
              seq);
    }
    return row == null || !row.covers(seq)
        ? null
        : (DeliveryReport) RecordJson.read(row.lines().get((int) (seq - row.firstSeq())));
  }
}
