package io.dlrhub.ledger.sqlite.writer;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerLoad;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What waits for the writer; handed over in groups. */
public final class TaskQueue {

  /** More records than that are not put in one commit, unless one append alone has them. */
  static final int GROUP_RECORDS = 8192;

  /** An append of more is large, and lets those go first that are not. */
  static final int LARGE_RECORDS = 1000;

  /** More bytes than that do not wait; the default heap is 256 MiB. */
  static final long MOST_BYTES = 48L << 20;

  /** What is smaller waits beside as much as that, so that large appends keep no small one out. */
  private static final long SMALL_BYTES = 256L << 10;

  private static final long ALL_BYTES = 64L << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<WriterTask> waiting = new ArrayDeque<>();
  private final Deque<WriterTask> large = new ArrayDeque<>();
  private long waitingBytes;
  private int appends;
  private long records;
  private boolean woken;
  private boolean closed;

  /**
   * Adds a task.
   *
   * @throws LedgerException if the ledger is closed, or too much is waiting already
   */
  public void add(WriterTask task) {
    lock.lock();
    try {
      if (closed) {
        throw new LedgerException("the ledger is closed");
      }
      if (task.bytes() > 0
          && waitingBytes > (task.bytes() > SMALL_BYTES ? MOST_BYTES : ALL_BYTES)) {
        throw new LedgerException(
            "too much is waiting for the ledger: " + (waitingBytes >> 20) + " MiB");
      }
      (task.records() > LARGE_RECORDS ? large : waiting).add(task);
      waitingBytes += task.bytes();
      if (task.isAppend()) {
        appends++;
        records += task.records();
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Adds a request and waits for its answer. */
  public <T> T request(Request<T> request) {
    add(request);
    return request.await();
  }

  /**
   * The next group; waits for one at most that long, or until woken. Empty when there is none. It
   * has a large append at most: what waits beside a row of those waits for one of them.
   */
  List<WriterTask> take(long millis) throws InterruptedException {
    lock.lock();
    try {
      long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
      while (isEmpty() && !woken && !closed && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      woken = false;
      return next();
    } finally {
      lock.unlock();
    }
  }

  private List<WriterTask> next() {
    List<WriterTask> group = new ArrayList<>();
    int size = 0;
    while (!waiting.isEmpty()
        && (group.isEmpty() || size + waiting.peek().records() <= GROUP_RECORDS)) {
      WriterTask task = waiting.poll();
      size += task.records();
      group.add(task);
    }
    if (!large.isEmpty()) {
      group.add(large.poll());
    }
    return group;
  }

  private boolean isEmpty() {
    return waiting.isEmpty() && large.isEmpty();
  }

  /** To be told once tasks were answered. */
  void answered(List<WriterTask> group) {
    lock.lock();
    try {
      for (WriterTask task : group) {
        waitingBytes -= task.bytes();
        if (task.isAppend()) {
          appends--;
          records -= task.records();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Lets {@link #take} return though nothing waits. */
  public void wake() {
    lock.lock();
    try {
      woken = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more, and answers what waits that it failed. */
  void refuseAll(LedgerException cause) {
    List<WriterTask> refused;
    lock.lock();
    try {
      closed = true;
      refused = new ArrayList<>(waiting);
      refused.addAll(large);
      waiting.clear();
      large.clear();
    } finally {
      lock.unlock();
    }
    answered(refused);
    refused.forEach(task -> task.failed(cause));
  }

  /** Takes nothing more. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Whether it is closed and empty. */
  boolean isFinished() {
    lock.lock();
    try {
      return closed && isEmpty();
    } finally {
      lock.unlock();
    }
  }

  public LedgerLoad load() {
    lock.lock();
    try {
      return new LedgerLoad(appends, records);
    } finally {
      lock.unlock();
    }
  }
}
