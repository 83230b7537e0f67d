package io.dlrhub.report;

/** Told how each pull of a provider ended. Looked up by type in Camel's registry; optional. */
public interface PullObserver {

  /** One that does nothing. */
  PullObserver NONE = (provider, action, outcome) -> {};

  /** How a pull ended. */
  enum Outcome {
    /** An answer that was understood, with records or without. */
    OK("ok"),
    /** The provider said no; it handed out nothing. */
    REFUSED("refused"),
    /** It could not be reached; nothing was sent. */
    UNREACHABLE("unreachable"),
    /** The provider may have handed out a page that did not arrive. */
    IN_DOUBT("in-doubt"),
    /** Its intent could not be made durable; nothing was sent. */
    NOT_SENT("not-sent");

    private final String wireName;

    Outcome(String wireName) {
      this.wireName = wireName;
    }

    /** The name in metrics. */
    public String wireName() {
      return wireName;
    }
  }

  /**
   * A pull ended.
   *
   * @param provider whose interface: {@code ucloud}
   * @param action the provider's name of the call: {@code PullUSMSReport}
   * @param outcome how it ended
   */
  void pulled(String provider, String action, Outcome outcome);
}
