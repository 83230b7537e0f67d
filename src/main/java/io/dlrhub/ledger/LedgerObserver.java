package io.dlrhub.ledger;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.InDoubt;
import io.dlrhub.report.Record;
import io.dlrhub.report.Rejected;

/** Told of what the ledger did, after it is durable. Every method does nothing by default. */
public interface LedgerObserver {

  /** One that does nothing. */
  LedgerObserver NONE = new LedgerObserver() {};

  /** A new record was stored. */
  default void stored(Record record) {}

  /** A record was known already. */
  default void duplicate(Record record) {}

  /** An {@code unknown} came after a final status and was left out. */
  default void overtaken(DeliveryReport report) {}

  /** Something went to quarantine. */
  default void quarantined(Rejected rejected) {}

  /** Old quarantine entries were removed to keep its size. */
  default void quarantineTrimmed(long entries) {}

  /** A pull was counted in doubt. */
  default void inDoubt(InDoubt pull) {}

  /** A sink's position moved over that many records of its kind. */
  default void delivered(String sink, long records) {}

  /** A record became a dead letter. */
  default void deadLetter(String sink) {}

  /** From an append's hand-in to its answer, in nanoseconds. */
  default void appendTook(long nanos) {}

  /** A commit failed; nothing of it was answered as stored. */
  default void commitFailed(Throwable cause) {}
}
