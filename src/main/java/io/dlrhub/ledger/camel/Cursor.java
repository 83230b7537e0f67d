package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.Batch;
import java.util.List;

/**
 * Where a delivery notes what became of records; a note is durable when it returns, that of a
 * delivery by {@link Round#settle} at the latest.
 */
interface Cursor {

  /** Whether what is left is still to be delivered now. */
  boolean wanted();

  void delivered(Batch part);

  void refused(Batch lone, String reason, int attempts);

  /** Undoes {@link #refused} of these, the last there were. */
  void takeBack(List<Batch> lones);
}
