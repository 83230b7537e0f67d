package io.dlrhub.ledger;

import io.dlrhub.report.DeliveryReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the ledger holds of text messages, hour by hour, beside what was tracked and what the
 * provider's statistics say.
 *
 * <p>The rules:
 *
 * <ul>
 *   <li>Hours are UTC. Tencent's Beijing hours are whole UTC hours too. Accounts are told apart by
 *       our name alone, so that reports of one provider are balanced with statistics of another.
 *   <li>Each phone of a message counts once, by its newest final report, else as unknown: in the
 *       hour the tracked message was sent, however late the report came; if the message was never
 *       tracked, in the hour of the report itself ({@link #timeOf}). Of a message that claims to be
 *       sent more than twelve hours after its reports came, these are not found. A phone that one
 *       message reached twice under different references counts twice, as its reports do.
 *   <li>Of statistics the newest revision of an hour counts.
 *   <li>A message tracked without phones is counted apart, for nobody knows how many it has; its
 *       {@code hub:no-report}, which names no phone, is not held.
 *   <li>Video is left out: no statistics cover it.
 * </ul>
 *
 * @param from the first hour
 * @param to the end, exclusive
 * @param keptSince of hours before this, records or tracked messages may have been removed by
 *     retention
 * @param hours those of which anything is known, by account and time
 * @param missing tracked phones without a final report, by the time of sending; the first of them
 * @param moreMissing whether there are more than listed
 * @param untracked the newest report of each phone of which the message was never tracked, though
 *     messages of its account are, in the order of the ledger; the first of them
 * @param moreUntracked whether there are more than listed
 */
public record Reconciliation(
    Instant from,
    Instant to,
    Instant keptSince,
    List<ReconciledHour> hours,
    List<MissingReport> missing,
    boolean moreMissing,
    List<DeliveryReport> untracked,
    boolean moreUntracked) {

  /** Copies the lists. */
  public Reconciliation {
    hours = List.copyOf(hours);
    missing = List.copyOf(missing);
    untracked = List.copyOf(untracked);
  }

  /**
   * So much later than its report a message may claim to be sent, or a report to have happened than
   * it was received: clocks differ, and senders take local time for UTC.
   */
  public static final Duration CLOCKS_APART = Duration.ofHours(12);

  /** Whether nothing of that hour can have been removed. */
  public boolean isComplete(Instant hour) {
    return !hour.isBefore(keptSince);
  }

  /**
   * When a report happened: the provider's time; when it reached us where there is none, or one
   * more than twelve hours after that.
   */
  public static Instant timeOf(DeliveryReport report) {
    Instant reported = report.reportedAt();
    Instant received = report.receivedAt();
    return reported == null || reported.isAfter(received.plus(CLOCKS_APART)) ? received : reported;
  }
}
