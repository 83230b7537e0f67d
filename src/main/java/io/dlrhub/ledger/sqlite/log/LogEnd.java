package io.dlrhub.ledger.sqlite.log;

/** Where the log ends; for any thread. */
public interface LogEnd {

  /** The seq of the newest committed record; what follows it is not there yet. */
  long lastCommitted();

  /** The time of the transaction being written, in milliseconds; never goes backwards. */
  long now();
}
