package io.dlrhub.ledger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread beside the writer: checkpoints, and a look at the clock once a second. */
final class Housekeeper implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Housekeeper.class);
  private static final long TICK_MILLIS = 1000;

  private final WalKeeper wal;
  private final Runnable tick;
  private volatile boolean closed;

  Housekeeper(WalKeeper wal, Runnable tick) {
    this.wal = wal;
    this.tick = tick;
  }

  @Override
  public void run() {
    long tickedAt = System.nanoTime();
    try {
      while (!closed) {
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
    } catch (InterruptedException e) {
      LOG.debug("Housekeeping ends");
    } finally {
      wal.close();
    }
  }

  /** Ends it; interrupt its thread afterwards. */
  void close() {
    closed = true;
  }
}
