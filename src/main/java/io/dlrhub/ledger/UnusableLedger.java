package io.dlrhub.ledger;

/**
 * Trying to open it again would not help: its URL names no file, or what is there is no ledger that
 * this version can use.
 */
public final class UnusableLedger extends LedgerException {
  private static final long serialVersionUID = 1L;

  public UnusableLedger(String message) {
    super(message);
  }

  public UnusableLedger(String message, Throwable cause) {
    super(message, cause);
  }
}
