package io.dlrhub.ledger.sqlite.tracking;

import io.dlrhub.ledger.TrackedMessage;
import io.dlrhub.ledger.append.PreparedReport;
import io.dlrhub.ledger.schedule.QuerySchedule;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.identity.IdentityIndex;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.SentMessage;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the writer does for tracked messages; each within its transaction. */
public final class Tracking {

  /** Messages marked in one transaction after a pull in doubt; some 25 ms. */
  private static final int MARKED_AT_ONCE = 2000;

  /** A message that is to be reported as missing, and the phones of which nothing came. */
  record Missing(TrackedMessage message, List<String> phones) {}

  private final TrackedMessages messages;
  private final IdentityIndex identities;
  private final PullIntents pulls;
  private boolean any;

  public Tracking(IdentityIndex identities, PullIntents pulls, QuerySchedule schedule) {
    this.messages = new TrackedMessages(schedule);
    this.identities = identities;
    this.pulls = pulls;
  }

  public void load(Database database) throws SQLException {
    any = database.number(0, "SELECT EXISTS (SELECT * FROM tracked)") == 1;
  }

  /** Adds messages; a report that came earlier counts. */
  public int track(Database database, List<SentMessage> sent, Instant now) throws SQLException {
    any = true;
    EarlierReports earlier = new EarlierReports(identities, database);
    for (SentMessage message : sent) {
      TrackedMessage added = messages.add(database, message, now);
      if (added != null) {
        for (DeliveryReport report : earlier.of(message)) {
          messages.reported(database, added, report);
        }
        if (pulls.wasInDoubtSince(database, message)) {
          messages.askNow(database, added.number(), now);
        }
      }
    }
    return sent.size();
  }

  /**
   * Counts a new report for its message; the report with the message's reference if it had none.
   */
  public PreparedReport reported(Database database, PreparedReport report) throws SQLException {
    TrackedMessage message = any ? messages.find(database, report.report()) : null;
    if (message == null) {
      return report;
    }
    messages.reported(database, message, report.report());
    boolean complete = report.report().reference() != null || message.reference() == null;
    return complete ? report : report.withTrackedReference(message.reference());
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

  /** A null phone stands for a message tracked without phones. */
  private static List<String> silent(Database database, TrackedMessage message)
      throws SQLException {
    if (message.hasPhones()) {
      return TrackedMessages.silentPhones(database, message.number());
    }
    List<String> unnamed = new ArrayList<>();
    if (message.seen() == 0) {
      unnamed.add(null);
    }
    return unnamed;
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
