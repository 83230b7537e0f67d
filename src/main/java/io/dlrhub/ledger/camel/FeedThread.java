package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.Feed;
import java.time.Duration;
import org.apache.camel.spi.ExecutorServiceManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of a sink. Asked to stop it wakes from any wait, but a delivery in flight is left to
 * end: an interrupt there would close files and connections under it.
 */
final class FeedThread implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(FeedThread.class);
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  private final Feed feed;
  private final Delivery delivery;
  private final Trouble trouble;
  private Thread thread;
  private boolean stopping;
  private boolean waiting;

  FeedThread(Feed feed, Delivery delivery, Trouble trouble) {
    this.feed = feed;
    this.delivery = delivery;
    this.trouble = trouble;
  }

  Trouble trouble() {
    return trouble;
  }

  void start(ExecutorServiceManager threads) {
    thread = threads.newThread("ledger-feed-" + feed.sink(), this);
    thread.start();
  }

  /** Waits at most that long for the delivery in flight, then interrupts it. */
  void stop(long millis) {
    synchronized (this) {
      stopping = true;
      if (waiting) {
        thread.interrupt();
      }
      notifyAll();
    }
    try {
      thread.join(millis);
      if (thread.isAlive()) {
        LOG.warn("Sink {}: the delivery in flight is cut short", feed.sink());
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    while (!isStopping()) {
      try {
        Batch batch = poll();
        if (!batch.isEmpty()) {
          delivery.deliver(batch, this, trouble);
        }
      } catch (InterruptedException e) {
        LOG.debug("Sink {} stops", feed.sink());
      } catch (RuntimeException | Error e) {
        pause(trouble.failed("reading", e));
      }
    }
    settle();
  }

  private void settle() {
    try {
      feed.settle();
    } catch (RuntimeException e) {
      LOG.debug("Sink {}: its position is not saved yet", feed.sink(), e);
    }
  }

  private Batch poll() throws InterruptedException {
    if (!mayWait(true)) {
      throw new InterruptedException();
    }
    try {
      return feed.poll(delivery.window(), LOOK_AGAIN);
    } finally {
      mayWait(false);
    }
  }

  private synchronized boolean mayWait(boolean now) {
    waiting = now;
    if (!now && Thread.interrupted()) {
      // Meant for the wait that has just ended.
      return false;
    }
    return !stopping;
  }

  synchronized boolean isStopping() {
    return stopping;
  }

  /** Waits, or not when it should stop. What was delivered is not to come again after a kill. */
  void pause(long millis) {
    if (millis > 0) {
      settle();
      await(millis);
    }
  }

  private synchronized void await(long millis) {
    long until = System.nanoTime() + millis * 1_000_000;
    try {
      for (long left = millis; left > 0 && !stopping; left = left(until)) {
        wait(left);
      }
    } catch (InterruptedException e) {
      stopping = true;
    }
  }

  private static long left(long until) {
    return (until - System.nanoTime() + 999_999) / 1_000_000;
  }
}
