package io.dlrhub.ledger;

import io.dlrhub.report.Channel;
import io.dlrhub.report.RawJson;
import io.dlrhub.report.SentMessage;
import java.time.Instant;

/**
 * A tracked message that is due to be asked for.
 *
 * @param number its number in the ledger
 * @param sent as it was told, without its phones
 * @param reports what came of it
 * @param asking where its schedule stands
 */
public record TrackedMessage(long number, SentMessage sent, Reports reports, Asking asking) {

  /**
   * What came of it.
   *
   * @param waiting phones without a final report; −1 when the phones were not told
   * @param seen reports of any status that came
   * @param givenUp whether it was reported as missing already
   */
  public record Reports(int waiting, int seen, boolean givenUp) {}

  /**
   * Where its schedule stands.
   *
   * @param step the step this is
   * @param urgent whether it is asked for because of a pull in doubt
   * @param failures failed queries, one after the other
   */
  public record Asking(int step, boolean urgent, int failures) {}

  /** Whose interface it was sent by. */
  public String provider() {
    return sent.provider();
  }

  /** Our name for the account. */
  public String account() {
    return sent.account();
  }

  /** Text or video. */
  public Channel channel() {
    return sent.channel();
  }

  /** What to ask for. */
  public String messageId() {
    return sent.messageId();
  }

  /** When it was sent. */
  public Instant sentAt() {
    return sent.sentAt();
  }

  /** The sender's reference; nullable. */
  public String reference() {
    return sent.reference();
  }

  /** The element as it was told. */
  public RawJson raw() {
    return sent.raw();
  }

  /** Whether it was told whom it was sent to. */
  public boolean hasPhones() {
    return reports.waiting() >= 0;
  }
}
