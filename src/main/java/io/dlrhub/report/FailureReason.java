package io.dlrhub.report;

/** Why a message failed, as coarse as two vendors agree on (docs/decisions/result-word.md). */
public enum FailureReason {
  /** A fault inside the operator's network or gateway. */
  OPERATOR_ERROR("operator-error"),
  /** The number does not exist or is malformed. */
  INVALID_NUMBER("invalid-number"),
  /** Switched off, out of coverage, suspended. */
  UNREACHABLE("unreachable"),
  /** On a blacklist or do-not-disturb list. */
  BLACKLISTED("blacklisted"),
  /** Too many messages for the operator's taste. */
  RATE_LIMITED("rate-limited"),
  /** Keyword, signature or template refused. */
  CONTENT_REJECTED("content-rejected"),
  /** Not delivered within its validity. */
  EXPIRED("expired"),
  /** Neither the description nor the code says. */
  UNCLASSIFIED("unclassified");

  private final String wireName;

  FailureReason(String wireName) {
    this.wireName = wireName;
  }

  /** The name in records. */
  public String wireName() {
    return wireName;
  }

  /**
   * The reason of that name.
   *
   * @throws IllegalArgumentException naming the accepted values
   */
  public static FailureReason of(String wireName) {
    return WireNames.find(values(), FailureReason::wireName, wireName, "failureReason");
  }
}
