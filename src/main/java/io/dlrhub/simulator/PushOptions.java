package io.dlrhub.simulator;

import java.time.Duration;

/**
 * How pushes are made. UCloud publishes only the number of tries and the pause.
 *
 * @param batchSize most reports in one push
 * @param maxPerSecond reports a second; 0 is as fast as the receiver answers
 * @param tries tries for one push, the first included
 * @param retryPause between two tries
 * @param timeout how long an answer is waited for
 * @param concurrent pushes on the wire at the same time
 * @param queueSize reports that may wait; beyond it the oldest are given up
 */
public record PushOptions(
    int batchSize,
    int maxPerSecond,
    int tries,
    Duration retryPause,
    Duration timeout,
    int concurrent,
    int queueSize) {

  /** 1 + 3 tries one second apart, up to 50 reports a push, four pushes at a time. */
  public static final PushOptions DEFAULT =
      new PushOptions(50, 0, 4, Duration.ofSeconds(1), Duration.ofSeconds(5), 4, 100_000);

  public PushOptions withBatchSize(int size) {
    return new PushOptions(size, maxPerSecond, tries, retryPause, timeout, concurrent, queueSize);
  }

  public PushOptions withMaxPerSecond(int rate) {
    return new PushOptions(batchSize, rate, tries, retryPause, timeout, concurrent, queueSize);
  }

  public PushOptions withRetryPause(Duration pause) {
    return new PushOptions(batchSize, maxPerSecond, tries, pause, timeout, concurrent, queueSize);
  }

  public PushOptions withTimeout(Duration limit) {
    return new PushOptions(
        batchSize, maxPerSecond, tries, retryPause, limit, concurrent, queueSize);
  }

  public PushOptions withConcurrent(int pushes) {
    return new PushOptions(batchSize, maxPerSecond, tries, retryPause, timeout, pushes, queueSize);
  }
}
