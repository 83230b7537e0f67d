package io.dlrhub.intake;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The requests on their way, and the bytes of their bodies.
 *
 * <p>platform-http queues without bound before its workers: when the ledger stands still, what
 * keeps coming would fill the memory. A request counts until its exchange is done, even when the
 * sender has hung up.
 */
final class Load {

  private static final int MOST_REQUESTS = 1024;
  private static final int SHARE_OF_HEAP = 8;
  private static final long MOST_BYTES = 256L << 20;
  private static final long SWEEP_MILLIS = 250;

  private final Set<Passage> passages = ConcurrentHashMap.newKeySet();
  private final AtomicLong bytes = new AtomicLong();
  private final long mostBytes;

  private Load(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Bodies may take an eighth of the heap: parsed, they need some five times their size. */
  static Load forHeap(long maxMemory) {
    return new Load(Math.min(MOST_BYTES, maxMemory / SHARE_OF_HEAP));
  }

  /** Answers for good what waits too long. */
  void watch(Vertx vertx) {
    vertx.setPeriodic(SWEEP_MILLIS, timer -> passages.forEach(p -> p.check(System.nanoTime())));
  }

  boolean isFullFor(long more) {
    long waiting = bytes.get();
    return passages.size() >= MOST_REQUESTS || waiting > 0 && waiting + more > mostBytes;
  }

  void enter(RoutingContext routing, PushGate gate, long size) {
    Passage passage = new Passage(this, routing, gate, size);
    passages.add(passage);
    bytes.addAndGet(size);
  }

  void leave(Passage passage, long size) {
    if (passages.remove(passage)) {
      bytes.addAndGet(-size);
    }
  }
}
