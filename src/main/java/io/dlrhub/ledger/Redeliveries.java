package io.dlrhub.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What goes to a sink again because somebody asked for it: dead letters to be retried, and its
 * replay. A cursor beside the {@link Feed} of the sink; for one thread at a time.
 */
public interface Redeliveries {

  /**
   * The next records, dead letters first; waits for some at most that long.
   *
   * @param atMost most records wanted, at least 1
   * @return null when there were none
   */
  Redelivery poll(int atMost, Duration wait) throws InterruptedException;

  /** Whether these are still to be sent: not when the replay was cancelled or the sink paused. */
  boolean wanted(Redelivery redelivery);

  /**
   * Notes that part of it was delivered: the replay moves on, dead letters of these records are no
   * more. Durable when this returns.
   */
  void delivered(Redelivery redelivery, Batch part);

  /** Notes that a record was refused, and keeps it as a dead letter; durable likewise. */
  void refused(Redelivery redelivery, Batch lone, String reason, int attempts);

  /**
   * Undoes {@link #refused} of these, the last there were: the sink refuses everything.
   *
   * @return the positions of those that were dead letters still
   */
  Set<Long> takeBack(Redelivery redelivery, List<Batch> lones);
}
