package io.dlrhub.provider.ucloud;

import io.dlrhub.report.RejectReason;

/** A push that is answered 400 (docs/intake.md); the message says what was wrong, and where. */
public final class MalformedPush extends RuntimeException {

  private final RejectReason reason;

  MalformedPush(RejectReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** For metric and quarantine. */
  public RejectReason reason() {
    return reason;
  }
}
