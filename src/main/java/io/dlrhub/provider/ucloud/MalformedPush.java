package io.dlrhub.provider.ucloud;

/**
 * A push that is answered 400 (contract, section 3); the message says what was wrong, and where.
 */
public final class MalformedPush extends RuntimeException {

  private final String reason;

  MalformedPush(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  /**
   * A short fixed word for metric and quarantine: {@code not-json}, {@code too-deep}, {@code
   * not-an-object}, {@code no-msg-type}, {@code no-data}.
   */
  public String reason() {
    return reason;
  }
}
