package io.dlrhub.intake;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs pushes that could not be stored, at most one line in five seconds. */
final class FailureLog {

  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);
  private static final long PAUSE_NANOS = 5_000_000_000L;

  private final AtomicLong unlogged = new AtomicLong();
  private final AtomicLong next = new AtomicLong(System.nanoTime());

  void log(Throwable cause) {
    unlogged.incrementAndGet();
    long due = next.get();
    long now = System.nanoTime();
    if (now - due >= 0 && next.compareAndSet(due, now + PAUSE_NANOS)) {
      LOG.warn(
          "{} pushes answered 503, nothing of them is acknowledged: {}",
          unlogged.getAndSet(0),
          cause == null ? "what follows the intake did not finish" : cause.toString());
    }
  }
}
