package io.dlrhub.ledger.tracking;

import java.time.Duration;
import java.time.Instant;

/** Which messages a pull in doubt may have held reports of. */
public final class InDoubtRules {

  /** Messages sent that long before a pull in doubt may have had their report in it. */
  private static final Duration ASKED_BACK = Duration.ofHours(72);

  private InDoubtRules() {}

  /** Messages sent from then on are to be asked for after a pull that began at that time. */
  public static Instant sentSince(Instant pullStartedAt) {
    return pullStartedAt.minus(ASKED_BACK);
  }

  /**
   * Whether a message is one of them though it became known later.
   *
   * @param lastInDoubt when the last pull of its account came to be in doubt
   */
  public static boolean concerns(Instant sentAt, Instant lastInDoubt) {
    return !sentAt.isAfter(lastInDoubt) && !sentAt.isBefore(sentSince(lastInDoubt));
  }
}
