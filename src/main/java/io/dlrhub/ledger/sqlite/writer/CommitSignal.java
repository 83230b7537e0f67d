package io.dlrhub.ledger.sqlite.writer;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Wakes the feeds when there is more to read. */
public final class CommitSignal {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition raised = lock.newCondition();
  private volatile long lastSeq;

  /** The newest record that can be read. */
  public long lastSeq() {
    return lastSeq;
  }

  /** There are records up to this one. */
  public void raise(long seq) {
    if (seq != lastSeq) {
      lock.lock();
      try {
        lastSeq = seq;
        raised.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Lets everybody look whether they still want to wait. */
  public void wakeAll() {
    lock.lock();
    try {
      raised.signalAll();
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
        left = raised.awaitNanos(left);
      }
      return lastSeq > seq && wanted.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }
}
