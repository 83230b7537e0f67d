package io.dlrhub.ledger;

/** Something was to go to a sink that is switched off. */
public class SinkNotRunning extends LedgerException {
  private static final long serialVersionUID = 1L;

  public SinkNotRunning(String sink) {
    super("sink " + sink + " is switched off here: nothing can be sent to it");
  }
}
