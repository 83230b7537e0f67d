package io.dlrhub.ledger.camel;

import java.util.function.BooleanSupplier;
import org.apache.camel.spi.ExecutorServiceManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread of a sink. Asked to stop it wakes from any wait, but a delivery in flight is left to
 * end: an interrupt there would close files and connections under it.
 */
final class FeedThread implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(FeedThread.class);
  private static final long LOOK_MILLIS = 250;

  private final String name;
  private final FeedWork work;
  private final DeliveryBackoff backoff;
  private Thread thread;
  private boolean stopping;
  private boolean waiting;

  FeedThread(String name, FeedWork work, DeliveryBackoff backoff) {
    this.name = name;
    this.work = work;
    this.backoff = backoff;
  }

  DeliveryBackoff backoff() {
    return backoff;
  }

  void start(ExecutorServiceManager threads) {
    thread = threads.newThread(name, this);
    thread.start();
  }

  /** Asks it to stop, without waiting for that. */
  synchronized void ask() {
    stopping = true;
    if (waiting) {
      thread.interrupt();
    }
    notifyAll();
  }

  /**
   * Waits for the delivery in flight, then interrupts it.
   *
   * @param until of {@link System#nanoTime}
   */
  void stop(long until) {
    ask();
    try {
      // At least a moment: join(0) would wait for ever.
      thread.join(Math.max(1, left(until)));
      if (thread.isAlive()) {
        LOG.warn("{}: the delivery in flight is cut short", backoff);
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
        work.run(this);
      } catch (InterruptedException e) {
        LOG.debug("{} stops", backoff);
      } catch (VirtualMachineError e) {
        throw e;
      } catch (RuntimeException | Error e) {
        pause(backoff.failed("reading", e), () -> true);
      }
    }
    work.settle();
  }

  /** A wait that ends when the thread is asked to stop. */
  interface Wait<T> {
    T call() throws InterruptedException;
  }

  <T> T waiting(Wait<T> wait) throws InterruptedException {
    if (!mayWait(true)) {
      throw new InterruptedException();
    }
    try {
      return wait.call();
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

  /**
   * Waits, or not when it should stop, or for as long as that is wanted. What was delivered is not
   * to come again after a kill meanwhile.
   */
  void pause(long millis, BooleanSupplier wanted) {
    if (millis > 0) {
      work.settle();
      await(millis, wanted);
    }
  }

  private synchronized void await(long millis, BooleanSupplier wanted) {
    long until = System.nanoTime() + millis * 1_000_000;
    try {
      for (long left = millis; left > 0 && !stopping && wanted.getAsBoolean(); left = left(until)) {
        wait(Math.min(left, LOOK_MILLIS));
      }
    } catch (InterruptedException e) {
      stopping = true;
    }
  }

  private static long left(long until) {
    return (until - System.nanoTime() + 999_999) / 1_000_000;
  }
}
