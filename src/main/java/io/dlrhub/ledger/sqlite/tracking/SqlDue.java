package io.dlrhub.ledger.sqlite.tracking;

import io.dlrhub.ledger.Due;
import io.dlrhub.ledger.DueQuery;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.TrackedMessage;
import io.dlrhub.ledger.sqlite.file.OnDemandReader;
import io.dlrhub.ledger.sqlite.writer.Request;
import io.dlrhub.ledger.tracking.NoReport;
import io.dlrhub.ledger.tracking.SilentPhone;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.OncePerMinute;
import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.report.Printable;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tracked messages that are due, over the file. */
public final class SqlDue implements Due {

  private static final Logger LOG = LoggerFactory.getLogger(SqlDue.class);

  private final DueQuery query;
  private final TrackingServices services;
  private final Tracking tracking;
  private final Clock clock;
  private final PhoneNumbers phones;
  private final OnDemandReader reader;
  private final Runnable whenClosed;
  private final OncePerMinute lines = new OncePerMinute();

  /**
   * @param whenClosed is told
   */
  public SqlDue(DueQuery query, TrackingServices services, Runnable whenClosed) {
    this.query = query;
    this.services = services;
    this.tracking = services.tracking();
    this.clock = services.options().clock();
    this.phones = new PhoneNumbers(services.options().phoneRegion());
    this.reader = new OnDemandReader(services.file());
    this.whenClosed = whenClosed;
  }

  @Override
  public List<TrackedMessage> poll(int atMost) {
    markDoubt();
    return due(atMost);
  }

  /** What is due, without regard to pulls in doubt. */
  List<TrackedMessage> due(int atMost) {
    try {
      return TrackedMessages.due(reader.get(), query, clock.instant(), atMost);
    } catch (SQLException e) {
      reader.close();
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
          services
              .queue()
              .request(
                  new Request<>(
                      database -> tracking.askAtOnce(database, doubt, clock.instant(), from),
                      marked -> {}));
    }
  }

  private PullIntents.Doubt doubt() {
    try {
      return PullIntents.doubt(reader.get(), query.provider(), query.account());
    } catch (SQLException e) {
      reader.close();
      throw new LedgerException("pulls in doubt cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void answered(List<TrackedMessage> asked, Set<String> settled) {
    List<Tracking.Missing> missing =
        services
            .queue()
            .request(
                new Request<>(
                    database -> tracking.answered(database, asked, settled, clock.instant()),
                    left -> {}));
    giveUp(missing, null);
  }

  @Override
  public void refused(List<TrackedMessage> asked, String reason) {
    giveUp(
        services
            .queue()
            .request(new Request<>(database -> tracking.refused(database, asked), left -> {})),
        reason);
  }

  private void giveUp(List<Tracking.Missing> missing, String reason) {
    if (missing.isEmpty()) {
      return;
    }
    missing.forEach(one -> tell(one.message(), reason));
    services.append().accept(noReports(missing, reason));
    services
        .queue()
        .request(
            new Request<>(
                database -> {
                  tracking.giveUp(database, missing);
                  return missing.size();
                },
                left -> {}));
  }

  private List<DeliveryReport> noReports(List<Tracking.Missing> missing, String reason) {
    List<DeliveryReport> records = new ArrayList<>();
    for (Tracking.Missing one : missing) {
      for (SilentPhone silent : one.phones()) {
        String phoneE164 = phones.toE164(silent.phone());
        records.add(NoReport.of(one.message(), silent, phoneE164, reason, clock.instant()));
      }
    }
    return records;
  }

  /** A line a minute; one for each whose id somebody has written in another case. */
  private void tell(TrackedMessage message, String reason) {
    String id = Printable.line(message.messageId());
    String like = inAnotherCase(message);
    if (like != null) {
      LOG.warn(
          "Message {} of {}/{} has no report; one was reported whose id is {}, which differs in case"
              + " only",
          id,
          message.provider(),
          message.account(),
          Printable.line(like));
    } else {
      lines.tell(
          others ->
              LOG.info(
                  "Message {} of {}/{} is reported as missing: {}{}",
                  id,
                  message.provider(),
                  message.account(),
                  reason == null ? "the schedule has ended" : Printable.line(reason),
                  others));
    }
  }

  /** Null where there is none. */
  private String inAnotherCase(TrackedMessage message) {
    String id = message.messageId();
    for (String other : Set.of(id.toLowerCase(Locale.ROOT), id.toUpperCase(Locale.ROOT))) {
      if (!other.equals(id) && services.isReported().test(other)) {
        return other;
      }
    }
    return null;
  }

  @Override
  public void failed(List<TrackedMessage> asked) {
    services
        .queue()
        .request(
            new Request<>(
                database -> {
                  tracking.failed(database, asked, clock.instant());
                  return asked.size();
                },
                left -> {}));
  }

  @Override
  public void close() {
    reader.close();
    whenClosed.run();
  }
}
