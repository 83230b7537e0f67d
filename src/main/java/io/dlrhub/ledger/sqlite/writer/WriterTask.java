package io.dlrhub.ledger.sqlite.writer;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.sqlite.file.Database;
import java.sql.SQLException;

/** Something to be written; shares a transaction with others. */
public interface WriterTask {

  /** Writes within the transaction. May be called again after a roll-back. */
  void write(Database database) throws SQLException;

  /** After the commit. */
  void committed();

  /** Nothing of it was stored, or that is not certain. */
  void failed(LedgerException cause);

  /**
   * Whether it is to be written before the others of its transaction, because it looks only at what
   * is committed.
   */
  default boolean comesFirst() {
    return false;
  }

  /** Whether it is an append, of which the load is told. */
  default boolean isAppend() {
    return false;
  }

  /** Records it brings. */
  default int records() {
    return 0;
  }

  /** Bytes it holds in memory. */
  default long bytes() {
    return 0;
  }
}
