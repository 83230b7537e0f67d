package io.dlrhub.ledger.sqlite.tracking;

import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.Tracked;
import io.dlrhub.ledger.TrackedMessage;
import io.dlrhub.ledger.append.PreparedReport;
import io.dlrhub.ledger.sqlite.figures.HeldReport;
import io.dlrhub.ledger.sqlite.figures.KeptSums;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.identity.IdentityIndex;
import io.dlrhub.ledger.tracking.SilentPhone;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.report.SentMessage;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the writer does for tracked messages; each within its transaction. */
public final class Tracking {

  /** Messages marked in one transaction after a pull in doubt; some 25 ms. */
  private static final int MARKED_AT_ONCE = 2000;

  /** A message that is to be reported as missing, and the phones of which nothing came. */
  record Missing(TrackedMessage message, List<SilentPhone> phones) {}

  private final TrackedMessages messages;
  private final IdentityIndex identities;
  private final PullIntents pulls;
  private final KeptSums figures;
  private boolean any;

  /**
   * A report that was counted for its message.
   *
   * @param report with the message's reference if it had none
   * @param sentAt when the message was sent; null when it is not tracked
   */
  public record Counted(PreparedReport report, Instant sentAt) {}

  public Tracking(
      IdentityIndex identities, PullIntents pulls, KeptSums figures, LedgerOptions options) {
    this.messages =
        new TrackedMessages(options.querySchedule(), new PhoneNumbers(options.phoneRegion()));
    this.identities = identities;
    this.pulls = pulls;
    this.figures = figures;
  }

  public void load(Database database) throws SQLException {
    any = database.number(0, "SELECT EXISTS (SELECT * FROM tracked)") == 1;
  }

  /**
   * Adds messages, and to known ones the phones that were not told before; a report that came
   * earlier counts.
   */
  public Tracked track(Database database, List<SentMessage> sent, Instant now, String by)
      throws SQLException {
    any = true;
    EarlierReports earlier = new EarlierReports(identities, database);
    int added = 0;
    for (List<SentMessage> elements : byMessage(sent)) {
      added += track(database, elements, earlier, now, by);
    }
    return new Tracked(sent.size(), added);
  }

  /** A message is looked up once, however many rows of a list speak of it. */
  private static Collection<List<SentMessage>> byMessage(List<SentMessage> sent) {
    Map<List<Object>, List<SentMessage>> messages = new LinkedHashMap<>();
    for (SentMessage one : sent) {
      List<Object> message = List.of(one.provider(), one.account(), one.channel(), one.messageId());
      messages.computeIfAbsent(message, key -> new ArrayList<>()).add(one);
    }
    return messages.values();
  }

  /** How many of the elements about one message told something new. */
  private int track(
      Database database, List<SentMessage> elements, EarlierReports earlier, Instant now, String by)
      throws SQLException {
    SentMessage first = elements.get(0);
    TrackedMessage message = messages.add(database, first, now, by);
    boolean known = message == null;
    if (known) {
      message = messages.find(database, first);
    }
    int added = known ? 0 : 1;
    for (SentMessage element : known ? elements : elements.subList(1, elements.size())) {
      added += messages.addPhones(database, message.number(), element) ? 1 : 0;
    }
    if (added == 0) {
      return 0;
    }
    if (known) {
      messages.reopen(database, message, now);
    }
    TrackedMessage told = messages.get(database, message.number());
    List<HeldReport> reports = earlier.of(first);
    for (HeldReport one : reports) {
      if (known) {
        messages.phoneReported(database, told.number(), one.report());
      } else {
        messages.reported(database, told, one.report());
      }
    }
    if (!known) {
      figures.tracked(reports, told.sentAt());
    }
    if (pulls.wasInDoubtSince(database, first)) {
      messages.askNow(database, message.number(), now);
    }
    return added;
  }

  /** When the message of a report was sent; null when it is not tracked. */
  public Instant sentAt(Database database, DeliveryReport report) throws SQLException {
    TrackedMessage message = any ? messages.find(database, report) : null;
    return message == null ? null : message.sentAt();
  }

  /** Counts a new report for its message. */
  public Counted reported(Database database, PreparedReport report) throws SQLException {
    TrackedMessage message = any ? messages.find(database, report.report()) : null;
    if (message == null) {
      return new Counted(report, null);
    }
    messages.reported(database, message, report.report());
    if (report.report().reference() != null) {
      return new Counted(report, message.sentAt());
    }
    String own = messages.reference(database, message.number(), report.report());
    String reference = own == null ? message.reference() : own;
    return new Counted(
        reference == null ? report : report.withTrackedReference(reference), message.sentAt());
  }

  /** Moves messages on that were asked for; what comes back has no step left. */
  List<Missing> answered(
      Database database, List<TrackedMessage> asked, Set<String> settled, Instant now)
      throws SQLException {
    List<Missing> missing = new ArrayList<>();
    for (TrackedMessage before : asked) {
      TrackedMessage message = messages.incomplete(database, before.number());
      if (message == null) {
        continue;
      }
      if (!message.hasPhones() && settled.contains(message.messageId())) {
        messages.complete(database, message.number());
      } else if (messages.asked(database, message, now)) {
        missing.add(new Missing(message, silent(database, message)));
      }
    }
    return missing;
  }

  /** What the provider refuses to be asked for is to be reported as missing, whatever its step. */
  List<Missing> refused(Database database, List<TrackedMessage> asked) throws SQLException {
    List<Missing> missing = new ArrayList<>();
    for (TrackedMessage before : asked) {
      TrackedMessage message = messages.incomplete(database, before.number());
      if (message != null) {
        missing.add(new Missing(message, silent(database, message)));
      }
    }
    return missing;
  }

  private static List<SilentPhone> silent(Database database, TrackedMessage message)
      throws SQLException {
    if (message.hasPhones()) {
      return TrackedPhones.silent(database, message.number());
    }
    return message.reports().seen() == 0
        ? List.of(new SilentPhone(null, message.reference(), message.raw()))
        : List.of();
  }

  void failed(Database database, List<TrackedMessage> asked, Instant now) throws SQLException {
    for (TrackedMessage message : asked) {
      messages.failed(database, message, now);
    }
  }

  void giveUp(Database database, List<Missing> missing) throws SQLException {
    for (Missing one : missing) {
      messages.giveUp(database, one.message().number());
    }
  }

  /**
   * Makes due what a pull in doubt may have held reports of, one step of it.
   *
   * @param after what the step before returned; 0 at first
   * @return where the next step goes on; −1 when all is marked
   */
  long askAtOnce(Database database, PullIntents.Doubt doubt, Instant now, long after)
      throws SQLException {
    long marked =
        messages.askAtOnce(
            database,
            doubt.provider(),
            doubt.account(),
            doubt.sentSince(),
            now,
            after,
            MARKED_AT_ONCE);
    if (marked < 0) {
      pulls.askedAtOnce(database, doubt);
    }
    return marked;
  }

  int forget(Database database, Instant sentBefore, int atMost) throws SQLException {
    return messages.forget(database, sentBefore, atMost);
  }
}
