package io.dlrhub.provider.ucloud;

/**
 * A query that brought no answer: refused by UCloud, failed there, or never arrived. Asking again
 * does no harm, after a pause.
 */
public final class UCloudRefusal extends Exception {

  private final long retCode;
  private final boolean lasting;

  private UCloudRefusal(long retCode, boolean lasting, String message, Throwable cause) {
    super(message, cause);
    this.retCode = retCode;
    this.lasting = lasting;
  }

  static UCloudRefusal of(RetCode code, String action, String message) {
    return new UCloudRefusal(
        code.number(),
        code.kind() == RetCode.Kind.REFUSED,
        action + ": " + code + (message == null ? "" : ": " + message),
        null);
  }

  static UCloudRefusal of(String action, String what, Throwable cause) {
    return new UCloudRefusal(-1, false, action + ": " + what, cause);
  }

  /** UCloud's {@code RetCode}; −1 where none came. */
  public long retCode() {
    return retCode;
  }

  /** Whether only a person can change it: a wrong key, a missing right. */
  public boolean isLasting() {
    return lasting;
  }
}
