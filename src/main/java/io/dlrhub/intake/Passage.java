package io.dlrhub.intake;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;

/**
 * One request on its way from the front door to its answer. All but {@link #check} happens on the
 * event loop of its connection.
 */
final class Passage {

  /** Exchange property that holds one; its class is nobody else's. */
  static final String PROPERTY = "dlrPassage";

  private static final long BODY_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Load load;
  private final RoutingContext routing;
  private final PushGate gate;
  private final long size;
  private final Context loop = Vertx.currentContext();
  private volatile long due = System.nanoTime() + BODY_NANOS;
  private volatile boolean inRoute;

  Passage(Load load, RoutingContext routing, PushGate gate, long size) {
    this.load = load;
    this.routing = routing;
    this.gate = gate;
    this.size = size;
    routing.put(PROPERTY, this);
    routing.addEndHandler(ended -> answered());
  }

  /** Null where no front door is. */
  static Passage of(RoutingContext routing) {
    return routing.get(PROPERTY);
  }

  /** The body is there, a route has it now. */
  void routed() {
    inRoute = true;
    due = System.nanoTime() + ANSWER_NANOS;
  }

  /** The route is done with it. */
  void done() {
    load.leave(this, size);
  }

  private void answered() {
    if (!inRoute) {
      done();
    }
  }

  /** Whether the front door has asked the push's gate. */
  boolean isPush() {
    return gate != null;
  }

  /** Whether the front door has asked that gate, and it let this request in. */
  boolean passed(PushGate asked) {
    return gate == asked;
  }

  /** Counts that it was not taken, where the front door has asked a gate. */
  void refused(Refusal refusal) {
    if (gate != null) {
      gate.refused(refusal);
    }
  }

  /** Goes on with it on the event loop of its connection. */
  void later(Runnable step) {
    loop.runOnContext(ignored -> step.run());
  }

  void check(long now) {
    if (now - due > 0) {
      due = now + ANSWER_NANOS;
      later(this::giveUp);
    }
  }

  private void giveUp() {
    HttpServerResponse response = routing.response();
    if (response.ended() || response.closed()) {
      return;
    }
    Refusal refusal = inRoute ? Refusal.TIMEOUT : Refusal.SLOW;
    refused(refusal);
    if (!inRoute) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    JsonErrors.answer(response, refusal);
  }
}
