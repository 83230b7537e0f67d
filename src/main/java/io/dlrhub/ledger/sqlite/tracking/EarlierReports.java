package io.dlrhub.ledger.sqlite.tracking;

import io.dlrhub.ledger.FeedOptions;
import io.dlrhub.ledger.sqlite.figures.HeldReport;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.identity.IdentityIndex;
import io.dlrhub.ledger.sqlite.log.LogReader;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Identity;
import io.dlrhub.report.RecordJson;
import io.dlrhub.report.SentMessage;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the reports of messages that are in the log already. For one transaction: the row read last
 * is kept, as the messages of a list are often reported in its order.
 */
final class EarlierReports {

  private final IdentityIndex identities;
  private final Database database;
  private final LogReader log;

  EarlierReports(IdentityIndex identities, Database database) {
    this.identities = identities;
    this.database = database;
    this.log = new LogReader(database, FeedOptions.Kinds.REPORTS);
  }

  /** Every stored report of that message, in order. */
  List<HeldReport> of(SentMessage message) throws SQLException {
    long key =
        Identity.key(
            message.provider(),
            message.account(),
            message.channel().wireName(),
            message.messageId());
    List<HeldReport> reports = new ArrayList<>();
    for (long seq : identities.seqsOfMessage(database, key)) {
      byte[] line = log.line(seq);
      if (line == null) {
        continue;
      }
      DeliveryReport report = (DeliveryReport) RecordJson.read(line);
      // Another message may share the key.
      if (report.messageId().equals(message.messageId())) {
        reports.add(new HeldReport(seq, report));
      }
    }
    return reports;
  }
}
