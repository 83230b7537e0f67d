package io.dlrhub.ledger;

import java.util.List;
import java.util.Set;

/**
 * Tracked messages of one account and channel that are due to be asked for. While one is open,
 * messages of that account and channel wait for it; without one the schedule runs on by itself, so
 * that what never gets a report is reported as missing all the same. For one thread at a time.
 */
public interface Due extends AutoCloseable {

  /**
   * What is due now, the longest due first; each stays due until it is answered or failed.
   *
   * @param atMost most messages wanted, at least 1
   */
  List<TrackedMessage> poll(int atMost);

  /**
   * The provider answered and what it reported is appended. A message moves on to its next step;
   * after the last one each of its phones of which nothing came yields a {@code hub:no-report}
   * record. Durable when this returns.
   *
   * @param asked from {@link #poll}
   * @param settled ids of messages whose answer held final results only, which completes a message
   *     that was tracked without phones
   */
  void answered(List<TrackedMessage> asked, Set<String> settled);

  /**
   * The provider refuses to be asked for these, each by itself: they are given up, and each of
   * their phones of which nothing came yields a {@code hub:no-report} record with the reason.
   * Durable when this returns.
   */
  void refused(List<TrackedMessage> asked, String reason);

  /** The provider did not answer: asked again after a growing pause, using up no step. */
  void failed(List<TrackedMessage> asked);

  /** Lets the schedule run on by itself. */
  @Override
  void close();
}
