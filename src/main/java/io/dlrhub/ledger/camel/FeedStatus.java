package io.dlrhub.ledger.camel;

import java.time.Instant;

/**
 * How a feed does.
 *
 * @param sink the sink's name
 * @param failures failed attempts since the last delivery
 * @param failingSince when the first of them was; nullable
 * @param problem what the last of them said; nullable
 * @param nextAttempt when it is tried again; nullable
 * @param deliveringSince when the attempt began that has not ended; nullable
 */
public record FeedStatus(
    String sink,
    int failures,
    Instant failingSince,
    String problem,
    Instant nextAttempt,
    Instant deliveringSince) {

  FeedStatus delivering(Instant since) {
    return new FeedStatus(sink, failures, failingSince, problem, nextAttempt, since);
  }

  /** One that has nothing to complain of. */
  static FeedStatus well(String sink) {
    return new FeedStatus(sink, 0, null, null, null, null);
  }
}
