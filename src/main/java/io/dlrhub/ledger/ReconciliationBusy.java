package io.dlrhub.ledger;

/** A reconciliation is under way already; one at a time bounds what it costs the rest. */
public class ReconciliationBusy extends LedgerException {
  private static final long serialVersionUID = 1L;

  /** With the message for whoever asked second. */
  public ReconciliationBusy() {
    super("a reconciliation is under way already; try again later");
  }
}
