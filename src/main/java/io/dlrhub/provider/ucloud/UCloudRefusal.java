package io.dlrhub.provider.ucloud;

import io.dlrhub.report.IdsRefused;
import io.dlrhub.report.PullOutcome;

/**
 * A query that brought no answer: refused by UCloud, failed there, or never arrived. Asking again
 * does no harm, after a pause.
 */
public class UCloudRefusal extends Exception {

  private final long retCode;
  private final PullOutcome outcome;
  private final boolean lasting;

  private UCloudRefusal(
      long retCode, PullOutcome outcome, boolean lasting, String message, Throwable cause) {
    super(message, cause);
    this.retCode = retCode;
    this.outcome = outcome;
    this.lasting = lasting;
  }

  static UCloudRefusal of(RetCode code, String action, String message) {
    String text = action + ": " + code + (message == null ? "" : ": " + message);
    boolean lasting = code.kind() == RetCode.Kind.REFUSED;
    return code.refusesParameters()
        ? new OfIds(code, lasting, text)
        : new UCloudRefusal(code.number(), code.outcome(), lasting, text, null);
  }

  /** It may be for one of the ids. */
  private static final class OfIds extends UCloudRefusal implements IdsRefused {
    OfIds(RetCode code, boolean lasting, String text) {
      super(code.number(), code.outcome(), lasting, text, null);
    }

    @Override
    public String reason() {
      return getMessage();
    }
  }

  /** No answer, half of one, or an HTTP status that is no success. */
  static UCloudRefusal http(String action, String what, Throwable cause) {
    return new UCloudRefusal(-1, PullOutcome.HTTP_TROUBLE, false, action + ": " + what, cause);
  }

  /** Sent elsewhere, where nothing is asked. */
  static UCloudRefusal redirect(String action, String what) {
    return new UCloudRefusal(-1, PullOutcome.REFUSED, true, action + ": " + what, null);
  }

  /** An answer that could not be understood. */
  static UCloudRefusal notUnderstood(String action, String what) {
    return new UCloudRefusal(-1, PullOutcome.NOT_UNDERSTOOD, false, action + ": " + what, null);
  }

  /** UCloud's {@code RetCode}; −1 where none came. */
  public long retCode() {
    return retCode;
  }

  /** Whether only a person can change it: a wrong key, a missing right. */
  public boolean isLasting() {
    return lasting;
  }

  PullOutcome outcome() {
    return outcome;
  }
}
