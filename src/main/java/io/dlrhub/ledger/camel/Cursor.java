package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.Batch;
import java.util.List;
import java.util.Set;

/**
 * Where a delivery notes what became of records; a note is durable when it returns, that of a
 * delivery by {@link FeedWork#settle} at the latest.
 */
interface Cursor {

  /** Whether what is left is still to be delivered now. */
  boolean wanted();

  void delivered(Batch part);

  void refused(Batch lone, String reason, int attempts);

  /**
   * Undoes {@link #refused} of these, the last there were.
   *
   * @return the positions of those that are to be delivered again
   */
  Set<Long> takeBack(List<Batch> lones);
}
