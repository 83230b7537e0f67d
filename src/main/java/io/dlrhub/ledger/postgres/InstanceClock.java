package io.dlrhub.ledger.postgres;

import io.dlrhub.ledger.LedgerException;
import java.net.InetAddress;
import java.net.UnknownHostException;
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

  InstanceClock(Runnable renew, Runnable look, Runnable house) {
    this.renew = renew;
    this.look = look;
    this.house = house;
  }

  /** The name of this machine, for people. */
  static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  void start() {
    every(RENEW_MILLIS, renew);
    every(LOOK_MILLIS, look);
    every(HOUSE_MILLIS, house);
  }

  private void every(long millis, Runnable work) {
    threads.scheduleWithFixedDelay(
        () -> {
          try {
            work.run();
          } catch (LedgerException e) {
            LOG.debug("Waits for the next time: {}", e.getMessage());
          } catch (RuntimeException e) {
            LOG.warn("Work behind the ledger", e);
          }
        },
        millis,
        millis,
        TimeUnit.MILLISECONDS);
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
