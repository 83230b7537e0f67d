package io.dlrhub.ledger.camel;

/** What the thread of a sink does again and again. */
interface FeedWork {

  /**
   * Waits for records and delivers them.
   *
   * @throws InterruptedException if the thread is to stop while it waits
   */
  void run(FeedThread thread) throws InterruptedException;

  /** Makes durable what was delivered, before the thread waits for long, or ends. */
  default void settle() {}
}
