package io.dlrhub.ledger;

import java.time.Instant;

/**
 * One hour of one account; see {@link Reconciliation} for what is counted where.
 *
 * @param account our name for the account
 * @param hour its first instant, UTC
 * @param tracks whether messages of the account are tracked at all, in whatever hour
 * @param sent what was tracked
 * @param held what reports say
 * @param statistics the provider's figures; null when there are none
 */
public record ReconciledHour(
    String account, Instant hour, boolean tracks, Sent sent, Held held, Statistics statistics) {

  /**
   * Tracked messages sent in the hour.
   *
   * @param messages all of them
   * @param phones their phones
   * @param withoutPhones those of the messages that were tracked without phones
   * @param missingPhones of the phones, those without a final report
   * @param missingMessages of the messages without phones, those that are not complete
   */
  public record Sent(
      long messages, long phones, long withoutPhones, long missingPhones, long missingMessages) {}

  /**
   * Phones that reports are held of.
   *
   * @param delivered phones held as delivered
   * @param failed phones held as failed
   * @param unknown phones held as unknown
   * @param untracked of the three, those whose message was never tracked; 0 for an account that
   *     tracks none
   */
  public record Held(long delivered, long failed, long unknown, long untracked) {}

  /**
   * The newest figures of the hour.
   *
   * @param submitted messages submitted
   * @param reported messages a report came for
   * @param delivered of these, delivered
   * @param failed of these, failed
   * @param revision how often the figures came anew, from 1
   */
  public record Statistics(
      long submitted, long reported, long delivered, long failed, int revision) {}

  /** Entries that {@link Reconciliation#missing} has of this hour, when there is room for all. */
  public long missing() {
    return sent.missingPhones() + sent.missingMessages();
  }

  /** Phones held with a final report. */
  public long reported() {
    return held.delivered() + held.failed();
  }
}
