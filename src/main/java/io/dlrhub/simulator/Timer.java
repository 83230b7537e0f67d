package io.dlrhub.simulator;

import java.time.Duration;

/** What the simulators wait with; a test brings one that does not wait. */
public interface Timer extends AutoCloseable {

  /** Runs this once, later. */
  void after(Duration delay, Runnable task);

  /** Runs this again and again. */
  void every(Duration period, Runnable task);

  @Override
  void close();
}
