package io.dlrhub.ledger.sqlite.file;

import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the write-ahead log short: moves it into the database behind the writer, on a connection of
 * its own; only when that falls far behind does the writer wait for it.
 */
public final class WalKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(WalKeeper.class);

  /** Moved after that much growth. */
  private static final long PASSIVE_BYTES = 4L << 20;

  /** The writer starts it anew beyond that; opening after a kill has to read it all. */
  private static final long RESTART_BYTES = 32L << 20;

  /** Beyond that the writer waits until it can. */
  private static final long MOST_BYTES = 64L << 20;

  /** Cut off when the writer rests and it is longer: opening after a kill reads all of it. */
  private static final long CUT_BYTES = 1L << 20;

  /** Pages a commit writes however little it adds, roughly. */
  private static final long COMMIT_BYTES = 5L * SqliteFile.PAGE_SIZE;

  private final SqliteFile file;
  private final ReentrantLock checkpointing = new ReentrantLock();
  private Database database;
  private long grown;
  private boolean wanted;
  private volatile long walBytes;

  public WalKeeper(SqliteFile file) {
    this.file = file;
  }

  /** Told by the writer after each commit. */
  public void grew(Database writer) {
    long bytes = COMMIT_BYTES + writer.takeBytesBound();
    synchronized (this) {
      grown += bytes;
      if (grown >= PASSIVE_BYTES) {
        grown = 0;
        wanted = true;
        notifyAll();
      }
    }
    walBytes += bytes;
    if (walBytes > RESTART_BYTES) {
      restart(writer);
    }
  }

  /** SQLite refuses a second checkpoint at a time: the writer waits for one only when it must. */
  private void restart(Database writer) {
    if (walBytes > MOST_BYTES) {
      checkpointing.lock();
    } else if (!checkpointing.tryLock()) {
      return;
    }
    try {
      boolean busy = writer.number(1, "PRAGMA wal_checkpoint(RESTART)") != 0;
      // Busy: a reader is on it; let it grow by as much again before the next try.
      walBytes = busy ? RESTART_BYTES / 2 : 0;
    } catch (SQLException e) {
      walBytes = RESTART_BYTES / 2;
      LOG.warn("The write-ahead log could not be moved: {}", e.getMessage());
    } finally {
      checkpointing.unlock();
    }
  }

  /** Waits at most that long for the log to have grown; true when it has. */
  synchronized boolean awaitGrowth(long millis) throws InterruptedException {
    if (!wanted) {
      wait(millis);
    }
    boolean was = wanted;
    wanted = false;
    return was;
  }

  /** Moves what can be moved without stopping anybody. */
  void checkpoint() {
    checkpointing.lock();
    try {
      if (database == null) {
        database = file.checkpointer();
      }
      database.each(this::measure, "PRAGMA wal_checkpoint(PASSIVE)");
    } catch (SQLException e) {
      LOG.warn("The write-ahead log could not be moved: {}", e.getMessage());
      close();
    } finally {
      checkpointing.unlock();
    }
  }

  /** Nothing was written for a while: empties the log, unless somebody is reading it. */
  void rest() {
    if (file.walBytes() <= CUT_BYTES) {
      return;
    }
    checkpointing.lock();
    try {
      if (database == null) {
        database = file.checkpointer();
      }
      // The writer may come back at any moment; it must not wait for this.
      database.execute("PRAGMA busy_timeout=10");
      database.each(this::measure, "PRAGMA wal_checkpoint(TRUNCATE)");
      database.execute("PRAGMA busy_timeout=5000");
    } catch (SQLException e) {
      LOG.debug("The write-ahead log is not cut off: {}", e.getMessage());
      close();
    } finally {
      checkpointing.unlock();
    }
  }

  /**
   * Takes the true length. Even when all of it was moved the writer has begun at its start again
   * only if it wrote nothing meanwhile.
   */
  private boolean measure(java.sql.ResultSet row) throws SQLException {
    walBytes = Math.max(0, row.getLong(2)) * SqliteFile.PAGE_SIZE; // -1 when it was busy
    return false;
  }

  void close() {
    if (database != null) {
      database.close();
      database = null;
    }
  }
}
