package io.dlrhub.provider.ucloud;

import io.dlrhub.report.RejectReason;
import io.dlrhub.report.Rejected;
import org.apache.camel.Exchange;

/** A push that is answered 400 (docs/intake.md); the message says what was wrong, and where. */
public final class MalformedPush extends RuntimeException {

  private final RejectReason reason;

  MalformedPush(RejectReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Makes the message receipts of nothing, with the whole body for the quarantine. */
  void putOn(Exchange exchange, String account, byte[] body) {
    Receipts.rejected(reason.rejected(Rejected.UCLOUD_PUSH, account, getMessage(), body))
        .putOn(exchange);
    exchange.setProperty(Rejected.MALFORMED, getMessage());
  }

  /** For metric and quarantine. */
  public RejectReason reason() {
    return reason;
  }
}
