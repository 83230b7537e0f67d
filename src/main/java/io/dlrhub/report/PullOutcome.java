package io.dlrhub.report;

/** How a call that fetches from a provider ended; the label {@code outcome} of its metric. */
public enum PullOutcome {
  /** An answer with reports or figures, or a clear statement that there are none. */
  OK("ok"),
  /** The provider said no, with a code of its own that is not a rate limit. */
  REFUSED("refused"),
  /** The provider said that it is asked too often. */
  RATE_LIMITED("rate-limited"),
  /** The provider failed inside, and said so with a code of its own. */
  PROVIDER_TROUBLE("provider-trouble"),
  /**
   * No connection, no answer in time, an answer cut short, or an HTTP status that is no success.
   */
  HTTP_TROUBLE("http-trouble"),
  /** An answer came, and could not be understood. */
  NOT_UNDERSTOOD("not-understood"),
  /** It could not be announced in the journal, and so was not sent. */
  NOT_BEGUN("not-begun"),
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
