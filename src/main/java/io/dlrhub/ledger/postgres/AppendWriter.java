package io.dlrhub.ledger.postgres;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerHealth;
import io.dlrhub.ledger.LedgerLoad;
import io.dlrhub.ledger.LedgerObserver;
import io.dlrhub.ledger.postgres.database.HeadTransactions;
import io.dlrhub.ledger.postgres.database.LogSignal;
import io.dlrhub.ledger.postgres.database.PostgresServerPool;
import io.dlrhub.ledger.postgres.log.LogRetention;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of this instance that appends: takes all that waits, writes it in one transaction,
 * commits once and answers all. A group that fails is taken apart and each append tried alone; when
 * the server is not reached, what comes is refused at once until it is.
 */
final class AppendWriter implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(AppendWriter.class);

  private static final int GROUP_RECORDS = 8192;
  private static final long MOST_BYTES = 48L << 20;
  private static final long PROBE_MILLIS = 500;
  private static final long SLOW_NANOS = 5_000_000_000L;
  private static final LedgerHealth WRITABLE = new LedgerHealth(true, null);
  private static final LedgerHealth DEAD =
      new LedgerHealth(false, "the ledger's writer has ended; see the log");
  private static final LedgerException ENDED =
      new LedgerException("not stored: the ledger's writer has ended");

  private final HeadTransactions head;
  private final PostgresState state;
  private final LogRetention retention;
  private final LogSignal signal;
  private final Supplier<LedgerObserver> observer;
  private final Deque<SharedAppend> waiting = new ArrayDeque<>();
  private volatile LedgerHealth health = WRITABLE;
  private volatile long busySince;
  private volatile boolean dead;
  private long waitingBytes;
  private int appends;
  private long records;
  private boolean closed;

  AppendWriter(
      HeadTransactions head,
      PostgresState state,
      LogRetention retention,
      LogSignal signal,
      Supplier<LedgerObserver> observer) {
    this.head = head;
    this.state = state;
    this.retention = retention;
    this.signal = signal;
    this.observer = observer;
  }

  private record Written(long lastSeq, long trimmed) {}

  /**
   * Has it appended.
   *
   * @throws LedgerException if the ledger is closed, or too much is waiting already
   */
  synchronized void add(SharedAppend task) {
    if (closed) {
      throw new LedgerException("the ledger is closed");
    }
    if (dead) {
      throw ENDED;
    }
    if (waitingBytes > MOST_BYTES) {
      throw new LedgerException(
          "too much is waiting for the ledger: " + (waitingBytes >> 20) + " MiB");
    }
    waiting.add(task);
    waitingBytes += task.bytes();
    appends++;
    records += task.records();
    notifyAll();
  }

  synchronized LedgerLoad load() {
    return new LedgerLoad(appends, records);
  }

  LedgerHealth health() {
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
   * Appends until it is closed and nothing waits. An error of the JVM ends it: what waits is
   * refused, {@link #health} says so from then on, and the thread's uncaught exception handler has
   * it.
   */
  @Override
  public void run() {
    boolean finished = false;
    try {
      for (List<SharedAppend> group = take(); group != null; group = take()) {
        writeNext(group);
      }
      finished = true;
    } finally {
      if (!finished) {
        refuseAll();
      }
    }
  }

  private void writeNext(List<SharedAppend> group) {
    try {
      write(group);
    } catch (VirtualMachineError e) {
      // Made beforehand: where memory is out, nothing more can be made.
      refuse(group, ENDED);
      throw e;
    } catch (Throwable e) { // NOSONAR: a writer that dies in silence would be worse
      LOG.error("Ledger writer", e);
      refuse(group, failure(e));
    } finally {
      busySince = 0;
      answered(group);
    }
  }

  private synchronized void refuseAll() {
    dead = true;
    refuse(List.copyOf(waiting), ENDED);
    waiting.clear();
  }

  /** Null when it is closed and empty. */
  private synchronized List<SharedAppend> take() {
    try {
      if (waiting.isEmpty() && !closed) {
        wait(PROBE_MILLIS);
      }
    } catch (InterruptedException e) {
      // Nobody has reason to interrupt this thread; closing is by the queue.
      return List.of();
    }
    if (waiting.isEmpty() && closed) {
      return null;
    }
    List<SharedAppend> group = new ArrayList<>();
    int size = 0;
    while (!waiting.isEmpty()
        && (group.isEmpty() || size + waiting.peek().records() <= GROUP_RECORDS)) {
      size += waiting.peek().records();
      group.add(waiting.poll());
    }
    return group;
  }

  private synchronized void answered(List<SharedAppend> group) {
    for (SharedAppend task : group) {
      waitingBytes -= task.bytes();
      appends--;
      records -= task.records();
    }
  }

  private void write(List<SharedAppend> group) {
    if (!health.writable()) {
      probe();
      if (!health.writable()) {
        refuse(group, new LedgerException("the ledger cannot be written: " + health.problem()));
        return;
      }
    }
    if (group.isEmpty()) {
      return;
    }
    busySince = System.nanoTime() | 1;
    Exception failure = tryCommit(group);
    if (failure == null) {
      return;
    }
    if (group.size() == 1 || !health.writable()) {
      refuse(group, failure(failure));
      return;
    }
    for (SharedAppend task : group) {
      Exception alone = tryCommit(List.of(task));
      if (alone != null) {
        refuse(List.of(task), failure(alone));
      }
    }
  }

  /** Null, or why nothing of it was committed. */
  private Exception tryCommit(List<SharedAppend> group) {
    Written written;
    try {
      written = commit(group);
    } catch (SQLException | RuntimeException e) {
      LOG.error("A commit of the ledger failed: {}", PostgresServerPool.text(e));
      observer.get().commitFailed(e);
      if (e instanceof LedgerException || e instanceof SQLException sql && isOfTheServer(sql)) {
        health = new LedgerHealth(false, PostgresServerPool.text(e));
      }
      return e;
    }
    health = WRITABLE;
    signal.raise(written.lastSeq);
    if (written.trimmed > 0) {
      afterCommit(() -> observer.get().quarantineTrimmed(written.trimmed));
    }
    group.forEach(task -> afterCommit(task::committed));
    return null;
  }

  private Written commit(List<SharedAppend> group) throws SQLException {
    return head.inTransaction(
        (session, end) -> {
          AppendGroup rows =
              new AppendGroup(
                  session, end, state, group.stream().map(SharedAppend::append).toList());
          for (SharedAppend task : group) {
            task.write(rows);
          }
          long trimmed = rows.flush();
          retention.closeInTime(session, end);
          return new Written(end.nextSeq() - 1, trimmed);
        });
  }

  /** By class: connections, resources, the operator's doing, the system, configuration limits. */
  private static boolean isOfTheServer(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("08")
        || state.startsWith("25")
        || state.startsWith("53")
        || state.startsWith("55")
        || state.startsWith("57")
        || state.startsWith("58")
        || "null".equals(state);
  }

  /** What fails here must not look like a failed commit. */
  private static void afterCommit(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("After a commit of the ledger", e);
    }
  }

  /** Tries whether the head can be written again. */
  private void probe() {
    try {
      head.write(
          (session, end) ->
              session.update("UPDATE head SET appended_at = appended_at WHERE stream = 0"));
      health = WRITABLE;
      LOG.info("The ledger can be written again");
    } catch (RuntimeException e) {
      health = new LedgerHealth(false, PostgresServerPool.text(e));
      pause();
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PROBE_MILLIS);
    } catch (InterruptedException e) {
      // As above.
      return;
    }
  }

  private static void refuse(List<SharedAppend> group, LedgerException cause) {
    group.forEach(task -> task.failed(cause));
  }

  private static LedgerException failure(Throwable cause) {
    return cause instanceof LedgerException known
        ? known
        : new LedgerException("not stored: " + PostgresServerPool.text(cause), cause);
  }

  /** Takes nothing more; {@link #run} ends when all is answered. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
