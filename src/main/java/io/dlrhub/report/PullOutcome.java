package io.dlrhub.report;

/** How a call that fetches from a provider ended; the label {@code outcome} of its metric. */
public enum PullOutcome {
  /** An answer with reports or figures, or a clear statement that there are none. */
  OK("ok"),
  /** The provider said no, with a code of its own that is not a rate limit. */
  REFUSED("refused"),
  /** The provider said that it is asked too often. */
  RATE_LIMITED("rate-limited"),
  /**
   * No connection, no answer in time, an answer cut short, or an HTTP status that is no success.
   */
  HTTP_TROUBLE("http-trouble"),
  /** An answer came, and could not be understood. */
  NOT_UNDERSTOOD("not-understood"),
  /** What came was understood, and whoever it was handed on to failed. */
  NOT_HANDED_ON("not-handed-on");

  private final String wireName;

  PullOutcome(String wireName) {
    this.wireName = wireName;
  }

  /** The name in metrics. */
  public String wireName() {
    return wireName;
  }
}
