package io.dlrhub.ledger;

import java.nio.file.Path;
import java.util.List;

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
   * What an operator should know of the place where it is kept, beside a ledger that is open too;
   * changes nothing.
   *
   * @return a line each
   * @throws UnusableLedger if it can never be opened as it is
   * @throws LedgerException if it cannot be looked at now
   */
  default List<String> look(LedgerOptions options) {
    return List.of();
  }

  /**
   * Writes a complete copy of a ledger, also of one that is open, to a file that is not there yet.
   *
   * @throws LedgerException with the reason, and what to use where this is not for it
   */
  void backup(LedgerOptions options, Path file);

  /**
   * Puts a copy in place of a ledger that is not there yet.
   *
   * @throws LedgerException if there is one, the file is no copy, or it cannot be written
   */
  void restore(LedgerOptions options, Path file);

  /**
   * Opens a ledger to be taken elsewhere.
   *
   * @throws UnusableLedger if this engine cannot do that, or there is none
   */
  default MigrationSource source(LedgerOptions options) {
    throw new UnusableLedger("a ledger cannot be taken from " + accepted());
  }

  /**
   * Opens where a ledger is taken to.
   *
   * @throws UnusableLedger if this engine cannot do that
   */
  default MigrationTarget target(LedgerOptions options) {
    throw new UnusableLedger("a ledger cannot be taken to " + accepted());
  }

  /**
   * What {@link Ledger#open} does.
   *
   * @throws LedgerException with a message for the operator
   */
  Ledger open(LedgerOptions options);
}
