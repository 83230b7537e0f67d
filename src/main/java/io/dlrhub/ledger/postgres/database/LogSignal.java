package io.dlrhub.ledger.postgres.database;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** What readers of the log wait for: more records, or an operator who wants something of them. */
public final class LogSignal {

  private final ReentrantLock lock = new ReentrantLock();
  // Two, so that a commit wakes nobody who waits for an operator.
  private final Condition committed = lock.newCondition();
  private final Condition asked = lock.newCondition();
  private volatile long lastSeq;

  /** The newest record that can be read. */
  public long lastSeq() {
    return lastSeq;
  }

  /** There are records up to this one. */
  public void raise(long seq) {
    if (seq > lastSeq) {
      lock.lock();
      try {
        lastSeq = Math.max(lastSeq, seq);
        committed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Lets everybody look whether they still want to wait. */
  public void wakeAll() {
    lock.lock();
    try {
      committed.signalAll();
      asked.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a record after that one; false when the time is over or it should no longer wait. */
  public boolean awaitBeyond(long seq, long nanos, BooleanSupplier wanted)
      throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (lastSeq <= seq && wanted.getAsBoolean() && left > 0) {
        left = committed.awaitNanos(left);
      }
      return lastSeq > seq && wanted.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for an operator while that is so, at most that long. */
  public void awaitWhile(BooleanSupplier idle, long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = Math.min(nanos, TimeUnit.HOURS.toNanos(1));
      while (left > 0 && idle.getAsBoolean()) {
        left = asked.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
