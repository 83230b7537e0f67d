package io.dlrhub.ledger;

/**
 * A reconciliation of all accounts was asked for, and there are more than one takes: an account per
 * message is a sender's mistake, and would cost memory without bounds.
 */
public class TooManyAccounts extends LedgerException {
  private static final long serialVersionUID = 1L;

  /** Accounts of one balance. */
  public static final int MOST = 1000;

  /** With the message for whoever asked. */
  public TooManyAccounts() {
    super("there are more than " + MOST + " accounts in these hours; ask for one of them");
  }
}
