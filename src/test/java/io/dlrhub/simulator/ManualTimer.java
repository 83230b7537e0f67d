package io.dlrhub.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keeps what should be done later until the test says it is later. */
final class ManualTimer implements Timer {

  private final List<Duration> delays = new ArrayList<>();
  private final List<Runnable> tasks = new ArrayList<>();

  /** Every pause asked for so far. */
  synchronized List<Duration> delays() {
    return List.copyOf(delays);
  }

  /** How many tasks wait. */
  synchronized int waiting() {
    return tasks.size();
  }

  /** Runs what waits. */
  void elapse() {
    List<Runnable> due;
    synchronized (this) {
      due = new ArrayList<>(tasks);
      tasks.clear();
    }
    due.forEach(Runnable::run);
  }

  @Override
  public synchronized void after(Duration delay, Runnable task) {
    delays.add(delay);
    tasks.add(task);
  }

  @Override
  public void every(Duration period, Runnable task) {
    // A test advances the simulator itself.
  }

  @Override
  public void close() {
    // Nothing runs by itself.
  }
}
