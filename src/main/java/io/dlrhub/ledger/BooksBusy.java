package io.dlrhub.ledger;

/** Books are being balanced already; one at a time bounds what it costs the rest. */
public class BooksBusy extends LedgerException {
  private static final long serialVersionUID = 1L;

  /** With the message for whoever asked second. */
  public BooksBusy() {
    super("books are being balanced already; try again later");
  }
}
