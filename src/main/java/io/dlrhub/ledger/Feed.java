package io.dlrhub.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The cursor of one sink. For one thread at a time.
 *
 * <p>Read, deliver, {@link #advance}; a position is moved only after delivery is certain.
 */
public interface Feed extends AutoCloseable {

  /**
   * The next records after the position, in order; waits for some at most that long. No transaction
   * is open when this returns.
   *
   * @param atMost most records wanted, at least 1
   * @param wait zero to look once
   * @return empty when there were none
   */
  Batch poll(int atMost, Duration wait) throws InterruptedException;

  /**
   * Moves the position to the last record that was delivered; durable when this returns.
   *
   * @param position {@link Batch#positionAfter} of what was delivered
   */
  void advance(long position);

  /**
   * Likewise, but while many more records wait it may return before the position is on the disk, so
   * that a sink that catches up does not wait for that: a kill does not take the position back, a
   * loss of power may. {@link #settle} before anything takes long.
   *
   * @throws LedgerException if this or an earlier position cannot be saved; to be called again
   */
  default void advanceSoon(long position) {
    advance(position);
  }

  /**
   * Returns when every position it was moved to is durable.
   *
   * @throws LedgerException if it cannot be saved
   */
  default void settle() {}

  /**
   * Moves the position past one record and keeps that record as a dead letter, in one transaction.
   */
  void deadLetter(long position, byte[] line, String reason, int attempts);

  /**
   * Undoes {@link #deadLetter} of these, the last there were, in one transaction: the sink refuses
   * everything. They are no dead letters any more, and the position lies before the first of them.
   *
   * @return the positions of those that were dead letters still: nobody has discarded them, or had
   *     them retried
   */
  Set<Long> takeBack(List<Batch> lones);

  /** Whether an operator has paused the sink; {@link #poll} finds nothing then. */
  boolean isPaused();

  /** What goes to this sink again; closed with this. */
  Redeliveries redeliveries();

  /** The sink's name. */
  String sink();

  /** Lets another open this sink's feed. */
  @Override
  void close();
}
