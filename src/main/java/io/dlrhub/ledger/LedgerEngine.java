package io.dlrhub.ledger;

/**
 * Something that keeps ledgers in one kind of storage. Engines are found as services of this type;
 * a URL's scheme says which one is meant.
 */
public interface LedgerEngine {

  /** What its URLs look like, as an operator reads it. */
  String accepted();

  /** Whether a URL is meant for this engine, by its scheme. */
  boolean isMeant(String url);

  /** Whether such a URL names something that may be a ledger, or become one. */
  boolean accepts(String url);

  /**
   * Looks at what a URL names without opening or changing it; says nothing where there is none.
   *
   * @throws UnusableLedger if it can never be opened as it is: a URL that names nothing, something
   *     that is no ledger, or one of a version that this one does not read
   */
  void requireUsable(String url);

  /**
   * What {@link Ledger#open} does.
   *
   * @throws LedgerException with a message for the operator
   */
  Ledger open(LedgerOptions options);
}
