package io.dlrhub.ledger.reconciliation;

import io.dlrhub.ledger.ReconciliationQuery;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * Tracked messages, as an engine reads them for a reconciliation.
 *
 * @param <E> what fails when they cannot be read
 */
public interface SentMessages<E extends Exception> {

  /**
   * One, without its phones.
   *
   * @param number its place, by which its phones are asked for
   * @param channel the channel's name on the wire
   * @param sentAt epoch milliseconds
   * @param reference nullable
   * @param waiting phones without a final report; negative where it was tracked without phones
   */
  record Sent(
      long number,
      String provider,
      String account,
      String channel,
      String messageId,
      long sentAt,
      String reference,
      boolean complete,
      boolean givenUp,
      int waiting) {

    boolean hasPhones() {
      return waiting >= 0;
    }
  }

  /**
   * A phone without a final report.
   *
   * @param reference the one it was told with later than its message; nullable
   * @param unknown whether a report says that it is not known
   */
  record Phone(String phone, String reference, boolean unknown) {}

  /**
   * Those of a range by time and number, behind one of them.
   *
   * @param sentAt epoch milliseconds; where to begin
   * @param number of that time, only those with a greater one
   */
  List<Sent> sent(ReconciliationQuery range, long sentAt, long number, int atMost) throws E;

  /** How many phones a message went to. */
  long phones(long number) throws E;

  /**
   * Tells the phones of a message without a final report, in a fixed order, while they are wanted.
   */
  void silent(long number, Predicate<Phone> each) throws E;

  /** When a text message was sent; null when it is not tracked. */
  Instant sentAt(String provider, String account, String messageId) throws E;
}
