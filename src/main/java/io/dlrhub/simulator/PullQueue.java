package io.dlrhub.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * What {@code PullUSMSReport} reads, and deletes by reading. A report is kept for 72 hours from its
 * arrival.
 */
final class PullQueue {

  /** How long UCloud keeps a report (document of {@code PullUSMSReport}). */
  static final Duration KEPT = Duration.ofHours(72);

  private final Deque<SimulatedReport> waiting = new ArrayDeque<>();

  synchronized void add(SimulatedReport report) {
    waiting.addLast(report);
  }

  /** Takes at most so many, oldest first: they are gone from here. */
  synchronized List<SimulatedReport> take(int limit) {
    List<SimulatedReport> page = new ArrayList<>(Math.min(limit, waiting.size()));
    while (page.size() < limit && !waiting.isEmpty()) {
      page.add(waiting.removeFirst());
    }
    return page;
  }

  /** Throws away what is older than 72 hours. */
  synchronized void expire(Instant now, Consumer<SimulatedReport> expired) {
    Instant oldest = now.minus(KEPT);
    while (!waiting.isEmpty() && waiting.peekFirst().at().isBefore(oldest)) {
      expired.accept(waiting.removeFirst());
    }
  }

  synchronized int size() {
    return waiting.size();
  }
}
