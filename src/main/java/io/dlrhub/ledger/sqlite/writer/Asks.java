package io.dlrhub.ledger.sqlite.writer;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Wakes cursors when an operator wants something of them. */
public final class Asks {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Lets everybody who waits look again. */
  public void changed() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits while that is so, at most that long. */
  public void awaitWhile(BooleanSupplier idle, long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = Math.min(nanos, TimeUnit.HOURS.toNanos(1));
      while (left > 0 && idle.getAsBoolean()) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
