package io.dlrhub.simulator;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Waits in real time, on one daemon thread. */
final class RealTimer implements Timer {

  private final ScheduledThreadPoolExecutor executor;

  RealTimer() {
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "simulator-timer");
              thread.setDaemon(true);
              return thread;
            });
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public void after(Duration delay, Runnable task) {
    try {
      executor.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      // Nothing is done later any more.
    }
  }

  @Override
  public void every(Duration period, Runnable task) {
    executor.scheduleWithFixedDelay(
        guarded(task), period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  /** An exception would silently end a repeated task. */
  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        // Not a field: the first logger decides how all look, and a timer may come before it.
        LoggerFactory.getLogger(RealTimer.class).warn("A task of the simulator failed", e);
      }
    };
  }
}
