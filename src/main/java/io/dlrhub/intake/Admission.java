package io.dlrhub.intake;

import io.dlrhub.memory.MemoryBudget;
import io.dlrhub.memory.Reservation;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The requests that were let in and are not answered yet.
 *
 * <p>Those whose body is still coming are bounded by the memory of what has arrived, and by their
 * number: past it the one that has waited longest is given up, so that senders which announce a
 * body and send none keep nobody out. Those whose body is there are bounded by their number:
 * platform-http queues without bound before its workers, and when the ledger stands still what
 * keeps coming would fill the memory. A request counts until its exchange is done, even when the
 * sender has hung up.
 */
final class Admission {

  private static final int MOST_READING = 2048;
  private static final int MOST_ROUTED = 1024;
  private static final long SWEEP_MILLIS = 250;

  private final MemoryBudget budget;
  private final Set<InFlight> reading = new LinkedHashSet<>();
  private final Set<InFlight> routed = ConcurrentHashMap.newKeySet();

  Admission(MemoryBudget budget) {
    this.budget = budget;
  }

  /** Answers for good what waits too long. */
  void watch(Vertx vertx) {
    vertx.setPeriodic(SWEEP_MILLIS, timer -> checkAll(System.nanoTime()));
  }

  private void checkAll(long now) {
    routed.forEach(request -> request.check(now));
    Set<InFlight> slow;
    synchronized (reading) {
      slow = Set.copyOf(reading);
    }
    slow.forEach(request -> request.check(now));
  }

  /** Whether as many are being worked on as may be. */
  boolean isFull() {
    return routed.size() >= MOST_ROUTED;
  }

  /**
   * Lets a request in, whose body is still to be read.
   *
   * @param gate that of its route; null where the route has none
   * @param holders who its memory is counted for
   * @param announced bytes its body will have; negative where nothing is known
   */
  InFlight enter(RoutingContext routing, PushGate gate, String[] holders, long announced) {
    boolean large = announced > MemoryBudget.SMALL_BODY;
    Reservation memory = large ? budget.openLarge(holders) : budget.open(holders);
    InFlight entered = new InFlight(this, routing, gate, memory);
    InFlight displaced = null;
    synchronized (reading) {
      reading.add(entered);
      if (reading.size() > MOST_READING) {
        displaced = reading.iterator().next();
        reading.remove(displaced);
      }
    }
    if (displaced != null) {
      displaced.giveUp();
    }
    return entered;
  }

  /** Its body is there. */
  void routed(InFlight request) {
    synchronized (reading) {
      reading.remove(request);
    }
    routed.add(request);
  }

  void leave(InFlight request) {
    synchronized (reading) {
      reading.remove(request);
    }
    routed.remove(request);
  }
}
