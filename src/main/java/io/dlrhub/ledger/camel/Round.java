package io.dlrhub.ledger.camel;

/** What the thread of a sink does again and again. */
interface Round {

  /**
   * Waits for records and delivers them.
   *
   * @throws InterruptedException if the thread is to stop while it waits
   */
  void run(FeedThread thread) throws InterruptedException;
}
