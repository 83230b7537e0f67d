package io.dlrhub.ledger;

import java.util.Collection;

/** A sink was named that the ledger does not know. */
public class UnknownSink extends LedgerException {
  private static final long serialVersionUID = 1L;

  public UnknownSink(String sink, Collection<String> known) {
    super(
        "no sink is called "
            + sink
            + "; "
            + (known.isEmpty() ? "there is none" : "there are " + String.join(", ", known)));
  }
}
