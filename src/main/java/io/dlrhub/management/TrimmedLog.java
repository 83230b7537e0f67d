package io.dlrhub.management;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells an operator that the quarantine loses its oldest entries, at most one line a minute. */
final class TrimmedLog {

  private static final Logger LOG = LoggerFactory.getLogger(TrimmedLog.class);
  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final LongSupplier nanos;
  private long untold;
  private long next;

  /**
   * @param nanos as {@link System#nanoTime}
   */
  TrimmedLog(LongSupplier nanos) {
    this.nanos = nanos;
    this.next = nanos.getAsLong();
  }

  /** That many entries are gone. */
  synchronized void trimmed(long entries) {
    untold += entries;
    long now = nanos.getAsLong();
    if (now - next >= 0) {
      next = now + PAUSE_NANOS;
      LOG.warn(
          "the quarantine is full (dlr.quarantine.max-size): {} of its oldest entries were removed",
          untold);
      untold = 0;
    }
  }
}
