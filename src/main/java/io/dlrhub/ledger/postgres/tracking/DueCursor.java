package io.dlrhub.ledger.postgres.tracking;

import io.dlrhub.ledger.Due;
import io.dlrhub.ledger.DueQuery;
import io.dlrhub.ledger.TrackedMessage;
import io.dlrhub.ledger.tracking.NoReport;
import io.dlrhub.ledger.tracking.SilentPhone;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.OncePerMinute;
import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.report.Printable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tracked messages that are due, asked for by one instance at a time. */
public final class DueCursor implements Due {

  private static final Logger LOG = LoggerFactory.getLogger(DueCursor.class);

  private final DueQuery query;
  private final TrackingParts services;
  private final TrackingRows tracking;
  private final Clock clock;
  private final PhoneNumbers phones;
  private final String lease;
  private OptionalLong epoch = OptionalLong.empty();
  private final Runnable whenClosed;
  private final OncePerMinute lines = new OncePerMinute();

  /**
   * @param whenClosed is told
   */
  public DueCursor(DueQuery query, TrackingParts services, Runnable whenClosed) {
    this.query = query;
    this.services = services;
    this.tracking = services.tracking();
    this.clock = services.options().clock();
    this.phones = new PhoneNumbers(services.options().phoneRegion());
    this.lease =
        "due/" + query.provider() + "/" + query.account() + "/" + query.channel().wireName();
    this.whenClosed = whenClosed;
  }

  @Override
  public List<TrackedMessage> poll(int atMost) {
    if (!mayAsk()) {
      return List.of();
    }
    markDoubt();
    return due(atMost);
  }

  /** Whether no other instance asks for these. */
  boolean mayAsk() {
    long held = epoch.orElse(-1);
    if (!services.pool().write(session -> services.leases().isHeld(session, lease, held))) {
      epoch = services.leases().take(lease);
    }
    return epoch.isPresent();
  }

  /** What is due, without regard to pulls in doubt. */
  List<TrackedMessage> due(int atMost) {
    return services
        .pool()
        .read(session -> MessageTable.due(session, query, clock.instant(), atMost));
  }

  private void markDoubt() {
    IntentTable.Doubt doubt = doubt();
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
              .underHead()
              .write(
                  (database, head) -> tracking.askAtOnce(database, doubt, clock.instant(), from));
    }
  }

  private IntentTable.Doubt doubt() {
    return services
        .pool()
        .read(session -> IntentTable.doubt(session, query.provider(), query.account()));
  }

  @Override
  public void answered(List<TrackedMessage> asked, Set<String> settled) {
    List<TrackingRows.Missing> missing =
        services
            .underHead()
            .write(
                (database, head) -> tracking.answered(database, asked, settled, clock.instant()));
    giveUp(missing, null);
  }

  @Override
  public void refused(List<TrackedMessage> asked, String reason) {
    giveUp(
        services.underHead().write((database, head) -> tracking.refused(database, asked)), reason);
  }

  private void giveUp(List<TrackingRows.Missing> missing, String reason) {
    if (missing.isEmpty()) {
      return;
    }
    missing.forEach(one -> tell(one.message(), reason));
    services.append().accept(noReports(missing, reason));
    services
        .underHead()
        .write(
            (database, head) -> {
              tracking.giveUp(database, missing);
              return missing.size();
            });
  }

  private List<DeliveryReport> noReports(List<TrackingRows.Missing> missing, String reason) {
    List<DeliveryReport> records = new ArrayList<>();
    for (TrackingRows.Missing one : missing) {
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
        .underHead()
        .write(
            (database, head) -> {
              tracking.failed(database, asked, clock.instant());
              return asked.size();
            });
  }

  @Override
  public void close() {
    epoch.ifPresent(held -> services.leases().release(lease, held));
    whenClosed.run();
  }
}
