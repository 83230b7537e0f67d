package io.dlrhub.ledger.sqlite.writer;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerHealth;
import io.dlrhub.ledger.LedgerObserver;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.file.SqliteErrors;
import io.dlrhub.ledger.sqlite.file.SqliteFile;
import io.dlrhub.ledger.sqlite.file.WalKeeper;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. Takes all that waits, writes it in one transaction, commits once and
 * answers all.
 *
 * <p>A group that fails is taken apart and each task tried alone. When the file itself failed (disk
 * full, read or write error) the connection is given up, everything is read anew through the next
 * one, and until a commit has succeeded there, what comes is refused at once.
 */
public final class GroupWriter implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);

  private static final int PROBE_BYTES = 256 * 1024;
  private static final long SLOW_NANOS = 5_000_000_000L;
  private static final LedgerHealth WRITABLE = new LedgerHealth(true, null);

  private static final LedgerHealth DEAD =
      new LedgerHealth(false, "the ledger's writer has ended; see the log");
  private static final LedgerException ENDED =
      new LedgerException("not stored: the ledger's writer has ended");

  private final SqliteFile file;
  private final WrittenState state;
  private final TaskQueue queue;
  private final WalKeeper wal;
  private final ReaderSignal signal;
  private final Clock clock;
  private final long probeMillis;
  private final Supplier<LedgerObserver> observer;
  private volatile LedgerHealth health = WRITABLE;
  private volatile long busySince;
  private volatile boolean dead;
  private Database database;
  private long probedAt = System.nanoTime();
  private boolean maintain = true;

  public GroupWriter(
      SqliteFile file,
      Database database,
      WrittenState state,
      SharedParts shared,
      Clock clock,
      long probeMillis) {
    this.file = file;
    this.database = database;
    this.state = state;
    this.queue = shared.queue();
    this.wal = shared.wal();
    this.signal = shared.signal();
    this.observer = shared.observer();
    this.clock = clock;
    this.probeMillis = probeMillis;
  }

  /** What the writer shares with other threads. */
  public record SharedParts(
      TaskQueue queue, WalKeeper wal, ReaderSignal signal, Supplier<LedgerObserver> observer) {}

  public LedgerHealth health() {
    if (dead) {
      return DEAD;
    }
    long since = busySince;
    long nanos = since == 0 ? 0 : System.nanoTime() - since;
    return nanos < SLOW_NANOS
        ? health
        : new LedgerHealth(false, "a commit has taken " + nanos / 1_000_000_000 + " s so far");
  }

  /**
   * Writes until the queue is closed and empty. An error of the JVM ends it: what waits is refused,
   * {@link #health} says so from then on, and the thread's uncaught exception handler has it.
   */
  @Override
  public void run() {
    boolean finished = false;
    try {
      while (!queue.isFinished()) {
        writeNext(takeGroup());
      }
      finished = true;
    } finally {
      if (!finished) {
        dead = true;
        queue.refuseAll(ENDED);
      }
    }
    if (database != null) {
      database.close();
    }
    state.close();
  }

  private void writeNext(List<WriterTask> group) {
    busySince = System.nanoTime() | 1;
    try {
      writeGroup(group);
    } catch (VirtualMachineError e) {
      // Made beforehand: where memory is out, nothing more can be made.
      refuse(group, ENDED);
      throw e;
    } catch (Throwable e) { // NOSONAR: a writer that dies in silence would be worse
      LOG.error("Ledger writer", e);
      giveUpConnection();
      refuse(group, failure(e));
    } finally {
      busySince = 0;
      queue.answered(group);
    }
  }

  private List<WriterTask> takeGroup() {
    boolean busy = database != null && health.writable() && state.maintenanceIsDue();
    try {
      return queue.take(busy ? 0 : probeMillis);
    } catch (InterruptedException e) {
      // Nobody has reason to interrupt this thread; closing is by the queue.
      return List.of();
    }
  }

  private void writeGroup(List<WriterTask> group) {
    if (health.writable()) {
      look();
    } else {
      probe();
    }
    if (!health.writable()) {
      refuse(group, new LedgerException("the ledger cannot be written: " + health.problem()));
      return;
    }
    if (group.isEmpty() && !state.maintenanceIsDue()) {
      return;
    }
    Throwable failure = tryCommit(group);
    if (failure == null) {
      return;
    }
    if (group.size() <= 1) {
      refuse(group, failure(failure));
    } else {
      writeOneByOne(group, failure);
    }
  }

  private void writeOneByOne(List<WriterTask> group, Throwable firstFailure) {
    Throwable failure = firstFailure;
    for (WriterTask task : group) {
      if (!health.writable()) {
        probe();
      }
      if (!health.writable()) {
        refuse(List.of(task), failure(failure));
        continue;
      }
      maintain = false;
      Throwable alone = tryCommit(List.of(task));
      maintain = true;
      if (alone != null) {
        failure = alone;
        refuse(List.of(task), failure(alone));
      }
    }
  }

  /** Null, or why nothing of it was committed; then memory is as before. */
  private Throwable tryCommit(List<WriterTask> group) {
    try {
      commit(group);
      return null;
    } catch (SQLException | RuntimeException e) {
      observer.get().commitFailed(e);
      undo(e);
      return e;
    }
  }

  private void commit(List<WriterTask> group) throws SQLException {
    database.update("BEGIN IMMEDIATE");
    state.begin(clock.millis());
    int records = write(group, true) + write(group, false);
    if (maintain) {
      state.maintain(database, records);
    }
    state.flush(database);
    database.update("COMMIT");
    long trimmed = state.commit();
    health = WRITABLE;
    signal.raise(state.lastCommitted());
    if (trimmed > 0) {
      afterCommit(() -> observer.get().quarantineTrimmed(trimmed));
    }
    group.forEach(task -> afterCommit(task::committed));
    wal.grew(database);
  }

  /** How many records that were. */
  private int write(List<WriterTask> group, boolean first) throws SQLException {
    int records = 0;
    for (WriterTask task : group) {
      if (task.comesFirst() == first) {
        task.write(database);
        records += task.records();
      }
    }
    return records;
  }

  /** What fails here must not look like a failed commit. */
  private static void afterCommit(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("After a commit of the ledger", e);
    }
  }

  private void undo(Throwable failure) {
    if (SqliteErrors.isOfTheFile(failure)) {
      LOG.error("The ledger cannot be written: {}", failure.getMessage());
      health = new LedgerHealth(false, failure.getMessage());
      giveUpConnection();
      return;
    }
    LOG.error("A commit of the ledger failed", failure);
    try {
      database.update("ROLLBACK");
      state.rollback();
    } catch (SQLException e) {
      health = new LedgerHealth(false, e.getMessage());
      giveUpConnection();
    }
  }

  private void giveUpConnection() {
    if (health.writable()) {
      health = new LedgerHealth(false, "an unexpected failure; see the log");
    }
    if (database != null) {
      database.close();
      database = null;
    }
  }

  /** Whether what is written still goes to the files that are the ledger. */
  private void look() {
    String problem = file.place().problem();
    if (problem != null) {
      LOG.error("The ledger is not written any more: {}", problem);
      health = new LedgerHealth(false, problem);
    }
  }

  /** Tries, at most once in a while, whether a commit succeeds again. */
  private void probe() {
    long now = System.nanoTime();
    if (now - probedAt < probeMillis * 1_000_000) {
      return;
    }
    probedAt = now;
    String problem = file.place().problem();
    if (problem != null) {
      health = new LedgerHealth(false, problem);
      return;
    }
    try {
      if (database == null) {
        database = file.writer();
        // A commit that was reported as failed may be in the file all the same.
        state.load(database, clock.millis());
      }
      // As much as a group may need, or a nearly full disk would be tried again and again.
      database.update(
          "INSERT OR REPLACE INTO run_page (number, entries) VALUES (-1, zeroblob(?))",
          PROBE_BYTES);
      database.update("DELETE FROM run_page WHERE number = -1");
      signal.raise(state.lastCommitted());
      health = WRITABLE;
      LOG.info("The ledger can be written again");
    } catch (SQLException | RuntimeException e) {
      health = new LedgerHealth(false, e.getMessage());
      giveUpConnection();
    }
  }

  private static void refuse(List<WriterTask> group, LedgerException cause) {
    group.forEach(task -> task.failed(cause));
  }

  private static LedgerException failure(Throwable cause) {
    return cause instanceof LedgerException known
        ? known
        : new LedgerException("not stored: " + cause.getMessage(), cause);
  }
}
