package io.dlrhub.ledger.postgres.tracking;

import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.Tracked;
import io.dlrhub.ledger.TrackedMessage;
import io.dlrhub.ledger.append.PreparedReport;
import io.dlrhub.ledger.postgres.database.Session;
import io.dlrhub.ledger.tracking.SilentPhone;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.report.SentMessage;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the writer does for tracked messages; each within its transaction. */
public final class TrackingRows {

  /** Messages marked in one transaction after a pull in doubt; some 25 ms. */
  private static final int MARKED_AT_ONCE = 2000;

  /** A message that is to be reported as missing, and the phones of which nothing came. */
  record Missing(TrackedMessage message, List<SilentPhone> phones) {}

  private final MessageTable messages;
  private final IntentTable pulls;
  private volatile boolean any;

  public TrackingRows(IntentTable pulls, LedgerOptions options) {
    this.messages =
        new MessageTable(options.querySchedule(), new PhoneNumbers(options.phoneRegion()));
    this.pulls = pulls;
  }

  /** The tracked messages that reports speak of, before they are counted. */
  public Map<List<Object>, TrackedMessage> of(Session database, Collection<String> messageIds)
      throws SQLException {
    Map<List<Object>, TrackedMessage> found = new HashMap<>();
    if (any || database.number(0, "SELECT count(*) FROM (SELECT 1 FROM tracked LIMIT 1) t") == 1) {
      any = true;
      for (TrackedMessage one : MessageTable.withIds(database, messageIds)) {
        found.put(List.of(one.provider(), one.account(), one.channel(), one.messageId()), one);
      }
    }
    return found;
  }

  /**
   * Adds messages, and to known ones the phones that were not told before; a report that came
   * earlier counts.
   */
  public Tracked track(Session database, List<SentMessage> sent, Instant now, String by)
      throws SQLException {
    int added = 0;
    for (List<SentMessage> elements : byMessage(sent)) {
      added += tell(database, elements, now, by);
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
  private int tell(Session database, List<SentMessage> elements, Instant now, String by)
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
    for (DeliveryReport report : ReportsOfMessage.of(database, first)) {
      if (known) {
        messages.phoneReported(database, told.number(), report);
      } else {
        messages.reported(database, told, report);
      }
    }
    if (pulls.wasInDoubtSince(database, first)) {
      messages.askNow(database, message.number(), now);
    }
    return added;
  }

  /**
   * Counts a new report for its message; the report with the message's reference if it had none.
   */
  public PreparedReport reported(
      Session database, PreparedReport report, Map<List<Object>, TrackedMessage> tracked)
      throws SQLException {
    DeliveryReport told = report.report();
    TrackedMessage message =
        tracked.get(List.of(told.provider(), told.account(), told.channel(), told.messageId()));
    if (message == null) {
      return report;
    }
    messages.reported(database, message, report.report());
    if (report.report().reference() != null) {
      return report;
    }
    String own = messages.reference(database, message.number(), report.report());
    String reference = own == null ? message.reference() : own;
    return reference == null ? report : report.withTrackedReference(reference);
  }

  /** Moves messages on that were asked for; what comes back has no step left. */
  List<Missing> answered(
      Session database, List<TrackedMessage> asked, Set<String> settled, Instant now)
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
  List<Missing> refused(Session database, List<TrackedMessage> asked) throws SQLException {
    List<Missing> missing = new ArrayList<>();
    for (TrackedMessage before : asked) {
      TrackedMessage message = messages.incomplete(database, before.number());
      if (message != null) {
        missing.add(new Missing(message, silent(database, message)));
      }
    }
    return missing;
  }

  private static List<SilentPhone> silent(Session database, TrackedMessage message)
      throws SQLException {
    if (message.hasPhones()) {
      return PhoneTable.silent(database, message.number());
    }
    return message.reports().seen() == 0
        ? List.of(new SilentPhone(null, message.reference(), message.raw()))
        : List.of();
  }

  void failed(Session database, List<TrackedMessage> asked, Instant now) throws SQLException {
    for (TrackedMessage message : asked) {
      messages.failed(database, message, now);
    }
  }

  void giveUp(Session database, List<Missing> missing) throws SQLException {
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
  long askAtOnce(Session database, IntentTable.Doubt doubt, Instant now, long after)
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

  int forget(Session database, Instant sentBefore, int atMost) throws SQLException {
    return messages.forget(database, sentBefore, atMost);
  }
}
