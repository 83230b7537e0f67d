package io.dlrhub.intake;

/** Why a push is not taken: the answer to the sender and the word it is counted under. */
public enum Refusal {
  /** Another method than POST. */
  METHOD(405, "method", "only POST is taken here"),
  /** The source is in no allowed network. */
  NETWORK(403, "network", "this source is not allowed"),
  /** Nobody has said who may send, so nobody may. */
  UNSET(
      403,
      "token",
      "nobody may send here yet: set dlr.messages.token, or dlr.messages.open=true for anyone"),
  /** No token, or a wrong one. */
  TOKEN(401, "token", "token wrong or missing"),
  /** The body did not arrive in time. */
  SLOW(408, "slow", "the body did not arrive in time"),
  /** More bytes than the limit. */
  TOO_LARGE(413, "too-large", "the body is too large"),
  /** A {@code Content-Encoding} that is not read. */
  ENCODING(415, "encoding", "the body's encoding is not read here"),
  /** The body cannot be understood; it was kept in quarantine. */
  MALFORMED(400, "malformed", "the body cannot be understood"),
  /** What comes after the intake failed: mostly a ledger that cannot commit. */
  LEDGER(503, "ledger", "cannot be stored now, try again"),
  /** Not stored in time. */
  TIMEOUT(503, "timeout", "not stored in time, try again"),
  /** Too much is waiting already. */
  OVERLOAD(503, "overload", "too much is waiting, try again"),
  /** The process starts or stops. */
  CLOSED(503, "closed", "not open, try again");

  /** Seconds after which it makes sense to send again, as text. */
  static final String RETRY_AFTER = "1";

  private static final int UNAVAILABLE = 503;

  private final int status;
  private final String reason;
  private final String message;

  Refusal(int status, String reason, String message) {
    this.status = status;
    this.reason = reason;
    this.message = message;
  }

  /** Whether the same may be taken when it is sent again. */
  boolean mayPass() {
    return status == UNAVAILABLE;
  }

  /** The HTTP status, and the {@code code} of the answer. */
  public int status() {
    return status;
  }

  /** The word it is counted under. */
  public String reason() {
    return reason;
  }

  /** What the sender is told when there is nothing more precise. */
  public String message() {
    return message;
  }
}
