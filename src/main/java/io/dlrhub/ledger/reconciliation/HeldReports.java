package io.dlrhub.ledger.reconciliation;

import io.dlrhub.ledger.DueQuery;
import io.dlrhub.ledger.Reconciliation;
import io.dlrhub.ledger.identity.DuplicateRules;
import io.dlrhub.report.Channel;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.Identity;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Counts each phone that reports are held of, once, by its last word.
 *
 * <p>Most phones have one report, delivered; only the others are remembered. A first pass over the
 * log gathers what is not delivered, a second counts what is and strikes out what that overtakes;
 * what is left then is counted too. More phones than may be remembered are done in parts, by their
 * key, each with two passes of its own: memory is bounded, time is not.
 *
 * @param <E> what fails when reports cannot be read
 */
public final class HeldReports<E extends Exception> {

  /** Phones remembered at once: 11 MB. */
  public static final int MOST_UNSETTLED = 1 << 18;

  private final HourlySums pages;
  private final SentTimes<E> tracked;
  private final Set<DueQuery> tracking;
  private final StoredReports<E> stored;
  private final int mostUnsettled;
  // The lowest positions, highest first.
  private final PriorityQueue<Long> untracked = new PriorityQueue<>(Collections.reverseOrder());
  private boolean more;

  /**
   * @param tracking of whom messages are tracked
   * @param mostUnsettled {@link #MOST_UNSETTLED} but in tests
   */
  public HeldReports(
      HourlySums pages,
      SentTimes<E> tracked,
      Set<DueQuery> tracking,
      StoredReports<E> stored,
      int mostUnsettled) {
    this.pages = pages;
    this.tracked = tracked;
    this.tracking = tracking;
    this.stored = stored;
    this.mostUnsettled = mostUnsettled;
  }

  /** Adds up the reports between these positions, both included. */
  public void count(long first, long last) throws E {
    int parts = 1;
    while (!countIn(parts, first, last)) {
      parts *= 2;
      pages.clearHeld();
      untracked.clear();
      more = false;
    }
  }

  private boolean countIn(int parts, long first, long last) throws E {
    for (int part = 0; part < parts; part++) {
      int chosen = part;
      UnsettledPhones phones = new UnsettledPhones(mostUnsettled);
      boolean fits =
          stored.each(
              first, last, report -> report.isDelivered() || gather(report, phones, parts, chosen));
      if (!fits) {
        return false;
      }
      stored.each(
          first, last, report -> !report.isDelivered() || settle(report, phones, parts, chosen));
      phones.each(
          (seq, booking, failed) ->
              book(seq, booking, failed ? DeliveryStatus.FAILED : DeliveryStatus.UNKNOWN));
    }
    return true;
  }

  /** False when there is no room for it. */
  private boolean gather(StoredReport stored, UnsettledPhones phones, int parts, int part)
      throws E {
    DeliveryReport report = stored.read();
    if (!counts(report)) {
      return true;
    }
    long key = keyOf(report);
    return (key & (parts - 1)) != part
        || phones.add(key, stored.seq(), bookingOf(report), report.status().isFinal());
  }

  /** A phone's key is what the id of its delivered report is, or would be. */
  private static long keyOf(DeliveryReport report) {
    boolean first = report.id().equals(Identity.ofReport(report, report.status()));
    return (first
            ? Identity.ofReport(report, DeliveryStatus.DELIVERED)
            : DuplicateRules.secondId(report, DeliveryStatus.DELIVERED))
        .high();
  }

  private boolean settle(StoredReport stored, UnsettledPhones phones, int parts, int part)
      throws E {
    long key = stored.idHigh();
    if ((key & (parts - 1)) == part) {
      DeliveryReport report = stored.read();
      if (counts(report) && phones.delivered(key, stored.seq())) {
        book(stored.seq(), bookingOf(report), DeliveryStatus.DELIVERED);
      }
    }
    return true;
  }

  private boolean counts(DeliveryReport report) {
    return report.channel() == Channel.SMS
        && report.phone() != null
        && pages.query().wants(report.account());
  }

  /** The place where it is counted, twice, plus one when nobody tracked its message. */
  private int bookingOf(DeliveryReport report) throws E {
    boolean tracks =
        tracking.contains(new DueQuery(report.provider(), report.account(), Channel.SMS));
    Instant sentAt = tracks ? tracked.sentAt(report) : null;
    int place =
        pages.place(report.account(), sentAt == null ? Reconciliation.timeOf(report) : sentAt);
    return place == HourlySums.NOWHERE
        ? HourlySums.NOWHERE
        : 2 * place + (tracks && sentAt == null ? 1 : 0);
  }

  private void book(long seq, int booking, DeliveryStatus status) {
    if (booking == HourlySums.NOWHERE) {
      return;
    }
    HourlySums.Sums sums = pages.at(booking / 2);
    switch (status) {
      case DELIVERED -> sums.delivered++;
      case FAILED -> sums.failed++;
      case UNKNOWN -> sums.unknown++;
    }
    if (booking % 2 == 1) {
      sums.untracked++;
      list(seq);
    }
  }

  private void list(long seq) {
    untracked.add(seq);
    if (untracked.size() > pages.query().listed()) {
      untracked.poll();
      more = true;
    }
  }

  /** The positions of the first of those whose message was never tracked. */
  public List<Long> untracked() {
    return untracked.stream().sorted().toList();
  }

  /** Whether there are more of those. */
  public boolean more() {
    return more;
  }
}
