package io.dlrhub.ledger.postgres;

import io.dlrhub.ledger.LedgerException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an instance does by itself: renews its leases, looks for records of others, keeps house. */
final class InstanceClock {

  private static final Logger LOG = LoggerFactory.getLogger(InstanceClock.class);

  private static final long RENEW_MILLIS = 2000;
  private static final long LOOK_MILLIS = 100;
  private static final long HOUSE_MILLIS = 1000;

  private static final long TELL_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Runnable renew;
  private final Runnable look;
  private final Runnable house;
  // Leases have a thread of their own, so that a slow step of the house loses none.
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          3,
          task -> {
            Thread thread = new Thread(task, "ledger-housekeeper");
            thread.setDaemon(true);
            return thread;
          });

  private long failures;
  private long toldAt;

  InstanceClock(Runnable renew, Runnable look, Runnable house) {
    this.renew = renew;
    this.look = look;
    this.house = house;
  }

  void start() {
    every(RENEW_MILLIS, renew);
    every(LOOK_MILLIS, look);
    every(HOUSE_MILLIS, house);
  }

  private void every(long millis, Runnable work) {
    threads.scheduleWithFixedDelay(() -> run(work), millis, millis, TimeUnit.MILLISECONDS);
  }

  private void run(Runnable work) {
    try {
      work.run();
    } catch (LedgerException e) {
      LOG.debug("Waits for the next time: {}", e.getMessage());
    } catch (RuntimeException | LinkageError | AssertionError e) {
      failed(e);
    } catch (Error e) {
      // It is the JVM's. The executor would keep it to itself, and never run this work again.
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      throw e;
    }
  }

  /** Told once a minute: it may fail ten times a second. */
  private synchronized void failed(Throwable e) {
    long now = System.nanoTime();
    if (failures++ == 0 || now - toldAt > TELL_NANOS) {
      toldAt = now;
      LOG.error("Housekeeping of the ledger failed {} times and goes on", failures, e);
    }
  }

  /** Returns when nothing runs any more; whether it was interrupted meanwhile. */
  boolean close() {
    threads.shutdown();
    boolean interrupted = false;
    while (!threads.isTerminated()) {
      try {
        threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return interrupted;
  }
}
