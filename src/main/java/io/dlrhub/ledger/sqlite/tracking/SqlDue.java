package io.dlrhub.ledger.sqlite.tracking;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Due;
import io.dlrhub.ledger.DueQuery;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.TrackedMessage;
import io.dlrhub.ledger.sqlite.SqlLedger;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.writer.Request;
import io.dlrhub.ledger.tracking.NoReport;
import io.dlrhub.ledger.tracking.SilentPhone;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.PhoneNumbers;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tracked messages that are due, over the file. */
public final class SqlDue implements Due {

  private static final Logger LOG = LoggerFactory.getLogger(SqlDue.class);

  private final DueQuery query;
  private final SqlLedger ledger;
  private final Tracking tracking;
  private final Clock clock;
  private final PhoneNumbers phones;
  private Database reader;

  public SqlDue(DueQuery query, SqlLedger ledger, Tracking tracking, LedgerOptions options) {
    this.query = query;
    this.ledger = ledger;
    this.tracking = tracking;
    this.clock = options.clock();
    this.phones = new PhoneNumbers(options.phoneRegion());
  }

  @Override
  public List<TrackedMessage> poll(int atMost) {
    markDoubt();
    return due(atMost);
  }

  /** What is due, without regard to pulls in doubt. */
  List<TrackedMessage> due(int atMost) {
    try {
      return TrackedMessages.due(reader(), query, clock.instant(), atMost);
    } catch (SQLException e) {
      letGo();
      throw new LedgerException("tracked messages cannot be read: " + e.getMessage(), e);
    }
  }

  private void markDoubt() {
    PullIntents.Doubt doubt = doubt();
    if (doubt == null) {
      return;
    }
    LOG.info(
        "A pull of {}/{} was in doubt: asking for every message sent since {} without a report",
        doubt.provider(),
        doubt.account(),
        doubt.sentSince());
    for (long after = 0; after >= 0; ) {
      long from = after;
      after =
          ledger.request(
              new Request<>(
                  database -> tracking.askAtOnce(database, doubt, clock.instant(), from),
                  marked -> {}));
    }
  }

  private PullIntents.Doubt doubt() {
    try {
      return PullIntents.doubt(reader(), query.provider(), query.account());
    } catch (SQLException e) {
      letGo();
      throw new LedgerException("pulls in doubt cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void answered(List<TrackedMessage> asked, Set<String> settled) {
    List<Tracking.Missing> missing =
        ledger.request(
            new Request<>(
                database -> tracking.answered(database, asked, settled, clock.instant()),
                left -> {}));
    if (missing.isEmpty()) {
      return;
    }
    ledger.append(Append.of(noReports(missing)));
    ledger.request(
        new Request<>(
            database -> {
              tracking.giveUp(database, missing);
              return missing.size();
            },
            left -> {}));
  }

  private List<DeliveryReport> noReports(List<Tracking.Missing> missing) {
    List<DeliveryReport> records = new ArrayList<>();
    for (Tracking.Missing one : missing) {
      for (SilentPhone silent : one.phones()) {
        String phoneE164 = phones.toE164(silent.phone());
        records.add(NoReport.of(one.message(), silent, phoneE164, clock.instant()));
      }
    }
    return records;
  }

  @Override
  public void failed(List<TrackedMessage> asked) {
    ledger.request(
        new Request<>(
            database -> {
              tracking.failed(database, asked, clock.instant());
              return asked.size();
            },
            left -> {}));
  }

  private Database reader() throws SQLException {
    if (reader == null) {
      reader = ledger.openReader();
    }
    return reader;
  }

  private void letGo() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }

  @Override
  public void close() {
    letGo();
    ledger.released(query);
  }
}
