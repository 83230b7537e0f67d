package io.dlrhub.report;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Keeps what others do from filling the log: a line a minute, with the number of those that were
 * not told in between. One for each kind of line. Safe for use by many threads.
 */
public final class OncePerMinute {

  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final AtomicLong untold = new AtomicLong();
  private final AtomicLong due = new AtomicLong(System.nanoTime());

  /**
   * Tells it, unless something of this kind was told within the last minute.
   *
   * @param line given what to put at the end of the line: nothing, or how many others there were
   */
  public void tell(Consumer<String> line) {
    long next = due.get();
    long now = System.nanoTime();
    if (now - next < 0 || !due.compareAndSet(next, now + PAUSE_NANOS)) {
      untold.incrementAndGet();
      return;
    }
    long others = untold.getAndSet(0);
    line.accept(others == 0 ? "" : " (and " + others + " others since the last such line)");
  }
}
