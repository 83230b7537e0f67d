package io.dlrhub.ledger;

import io.dlrhub.report.Channel;
import io.dlrhub.report.RawJson;
import java.time.Instant;

/**
 * A tracked message that is due to be asked for.
 *
 * @param number its number in the ledger
 * @param provider whose interface it was sent by
 * @param account our name for the account
 * @param channel text or video
 * @param messageId what to ask for
 * @param sentAt when it was sent
 * @param reference the sender's reference; nullable
 * @param raw the element as it was told
 * @param waiting phones without a final report; −1 when the phones were not told
 * @param seen reports of any status that came
 * @param givenUp whether it was reported as missing already
 * @param step the step of the schedule this is
 * @param urgent whether it is asked for because of a pull in doubt
 * @param failures failed queries in a row
 */
public record TrackedMessage(
    long number,
    String provider,
    String account,
    Channel channel,
    String messageId,
    Instant sentAt,
    String reference,
    RawJson raw,
    int waiting,
    int seen,
    boolean givenUp,
    int step,
    boolean urgent,
    int failures) {

  /** Whether it was told whom it was sent to. */
  public boolean hasPhones() {
    return waiting >= 0;
  }
}
