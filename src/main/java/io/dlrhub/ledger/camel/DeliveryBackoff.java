package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.RetryLater;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;

/** What goes wrong with a sink: how long to wait, what to say and how often. */
final class DeliveryBackoff {

  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;
  private static final long LOG_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final String what;
  private final Logger log;
  private final Clock clock;
  private long loggedAt;
  private volatile FeedStatus status;

  /**
   * @param what what is delivered to the sink, for the log
   */
  DeliveryBackoff(String sink, String what, Logger log, Clock clock) {
    this.what = what;
    this.log = log;
    this.clock = clock;
    this.status = FeedStatus.well(sink);
  }

  FeedStatus status() {
    return status;
  }

  /** Another attempt failed; how long to wait before the next, in milliseconds. */
  long failed(String step, Throwable cause) {
    int failures = status.failures() + 1;
    Instant since = failures == 1 ? clock.instant() : status.failingSince();
    String problem = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    long pause = Math.max(pause(failures), askedFor(cause));
    status =
        new FeedStatus(
            status.sink(), failures, since, problem, clock.instant().plusMillis(pause), null);
    if (failures == 1 || System.nanoTime() - loggedAt > LOG_NANOS) {
      loggedAt = System.nanoTime();
      log.warn(
          "{}: {} failed, attempt {} since {}, trying again: {}",
          this,
          step,
          failures,
          since,
          cause.toString());
    }
    return pause;
  }

  /** The endpoint refuses whatever it is sent: somebody has to look at it. */
  void refusesAll(int inARow, String reason) {
    log.error(
        "{}: {} records refused in a row, nothing is given up, they are tried again until one"
            + " passes; an operator must look at the endpoint: {}",
        this,
        inARow,
        reason);
  }

  /** All is well again. */
  void over() {
    if (status.failures() > 0) {
      log.info("{} goes on after {} failed attempts", this, status.failures());
      forget();
    }
  }

  /** What failed is not to be tried again. */
  void forget() {
    if (status.failures() > 0) {
      status = FeedStatus.well(status.sink());
    }
  }

  /** The sink and what is delivered to it. */
  @Override
  public String toString() {
    return "Sink " + status.sink() + what;
  }

  /** A far end that names a time is not asked before it. */
  private static long askedFor(Throwable cause) {
    RetryLater later = ObjectHelper.getException(RetryLater.class, cause);
    return later == null ? 0 : later.pause().toMillis();
  }

  private static long pause(int failures) {
    int doublings = Math.min(failures - 1, 6);
    long pause = Math.min(FIRST_PAUSE_MILLIS << doublings, LONGEST_PAUSE_MILLIS);
    // Jittered, so that sinks that failed together do not come back together.
    long shortest = Math.max(FIRST_PAUSE_MILLIS, pause * 3 / 4);
    return ThreadLocalRandom.current().nextLong(shortest, shortest + pause / 4 + 1);
  }
}
