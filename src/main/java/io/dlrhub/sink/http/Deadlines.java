package io.dlrhub.sink.http;

import java.io.Closeable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;

/**
 * Cancels requests that take too long. A timer for each of thousands a second would wake its thread
 * as often: here one looks at whatever is under way when the oldest it knew of is due.
 */
final class Deadlines implements Closeable {

  private final Map<Cancellable, Long> underWay = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, Deadlines::thread);
  private final long nanos;
  private boolean looking;

  Deadlines(Duration limit) {
    nanos = limit.toNanos();
  }

  private static Thread thread(Runnable task) {
    Thread thread = Executors.defaultThreadFactory().newThread(task);
    thread.setName("http-sink-deadlines");
    thread.setDaemon(true);
    return thread;
  }

  /** It begins now. */
  synchronized void began(Cancellable request) {
    underWay.put(request, System.nanoTime() + nanos);
    if (!looking) {
      looking = true;
      lookIn(nanos);
    }
  }

  /** It is over. */
  void ended(Cancellable request) {
    underWay.remove(request);
  }

  private void lookIn(long wait) {
    timer.schedule(this::look, wait, TimeUnit.NANOSECONDS);
  }

  private synchronized void look() {
    long now = System.nanoTime();
    underWay.forEach(
        (request, due) -> {
          if (due - now <= 0) {
            underWay.remove(request);
            request.cancel();
          }
        });
    looking = !underWay.isEmpty();
    if (looking) {
      lookIn(underWay.values().stream().mapToLong(due -> due - now).min().orElse(nanos));
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
