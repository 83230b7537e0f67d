package io.dlrhub.ledger.sqlite.file;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread beside the writer: checkpoints, and a look at the clock once a second. */
public final class Housekeeper implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Housekeeper.class);
  private static final long TICK_MILLIS = 1000;

  private final WalKeeper wal;
  private final Runnable tick;
  private volatile boolean closed;
  private long tickedAt;

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
        } catch (RuntimeException e) {
          LOG.error("Housekeeping of the ledger failed and goes on", e);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("Housekeeping ends");
    } finally {
      wal.close();
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
