package io.dlrhub.ledger;

import java.time.Duration;

/**
 * Thrown by a step of a sink for trouble at the far end that has said how long to wait. The pause
 * before the next attempt is at least that, at most {@link #LONGEST}.
 */
public class RetryLater extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A far end that asks for more is tried again after this. */
  public static final Duration LONGEST = Duration.ofHours(1);

  private final Duration pause;

  /**
   * @param message what the trouble is, for a person
   * @param pause how long to wait
   */
  public RetryLater(String message, Duration pause) {
    super(message);
    this.pause = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }

  /** How long to wait. */
  public Duration pause() {
    return pause;
  }
}
