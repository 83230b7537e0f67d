package io.dlrhub.ledger.sqlite.file;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread beside the writer: checkpoints, and a look at the clock once a second. */
public final class Housekeeper implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Housekeeper.class);
  private static final long TICK_MILLIS = 1000;
  private static final long TELL_NANOS = 60_000_000_000L;

  private final WalKeeper wal;
  private final Runnable tick;
  private volatile boolean closed;
  private long tickedAt;
  private long failures;
  private long toldAt;

  public Housekeeper(WalKeeper wal, Runnable tick) {
    this.wal = wal;
    this.tick = tick;
  }

  @Override
  public void run() {
    tickedAt = System.nanoTime();
    try {
      while (!closed) {
        try {
          keep();
        } catch (RuntimeException | LinkageError | AssertionError e) {
          // Any other error is the JVM's, and ends this thread and with it what depends on it.
          failed(e);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("Housekeeping ends");
    } finally {
      wal.close();
    }
  }

  private void failed(Throwable e) {
    long now = System.nanoTime();
    if (failures++ == 0 || now - toldAt > TELL_NANOS) {
      toldAt = now;
      LOG.error("Housekeeping of the ledger failed {} times and goes on", failures, e);
    }
  }

  private void keep() throws InterruptedException {
    if (wal.awaitGrowth(TICK_MILLIS)) {
      wal.checkpoint();
    } else {
      wal.rest();
    }
    if (System.nanoTime() - tickedAt >= TICK_MILLIS * 1_000_000) {
      tickedAt = System.nanoTime();
      tick.run();
    }
  }

  /** Ends it; interrupt its thread afterwards. */
  public void close() {
    closed = true;
  }
}
