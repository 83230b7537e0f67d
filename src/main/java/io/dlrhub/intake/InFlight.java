package io.dlrhub.intake;

import io.dlrhub.memory.MemoryBudget;
import io.dlrhub.memory.Reservation;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;

/**
 * One request from when it is let in to its answer. All but {@link #check} happens on the event
 * loop of its connection.
 */
final class InFlight {

  /** Exchange property that holds one; its class is nobody else's. */
  static final String PROPERTY = "dlrInFlight";

  private static final long BODY_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** A full list of sent messages, 1 MiB, has some ten seconds more. */
  private static final long NANOS_A_BYTE = 10_000;

  private final Admission admission;
  private final RoutingContext routing;
  private final PushGate gate;
  private final Reservation memory;
  private final Context loop = Vertx.currentContext();
  private volatile long due = System.nanoTime() + BODY_NANOS;
  private volatile boolean inRoute;
  private long answerNanos = ANSWER_NANOS;
  private byte[] body;
  private volatile long length = Refusals.UNKNOWN_SIZE;

  InFlight(Admission admission, RoutingContext routing, PushGate gate, Reservation memory) {
    this.admission = admission;
    this.routing = routing;
    this.gate = gate;
    this.memory = memory;
    routing.put(PROPERTY, this);
    routing.addEndHandler(ended -> answered());
  }

  /** Null where another server than the hub's took the request. */
  static InFlight of(Exchange exchange) {
    return exchange.getProperty(PROPERTY) instanceof InFlight inFlight ? inFlight : null;
  }

  /** Null for a request that was not let in. */
  static InFlight of(RoutingContext routing) {
    return routing.get(PROPERTY);
  }

  /** What it holds of the memory for bodies. */
  Reservation memory() {
    return memory;
  }

  /** Its body is there. */
  void complete(byte[] bytes) {
    body = bytes;
    length = bytes.length;
    answerNanos = ANSWER_NANOS + bytes.length * NANOS_A_BYTE;
  }

  /** The body as it was sent; the first who asks has it. */
  byte[] takeBody() {
    byte[] bytes = body;
    body = null;
    return bytes;
  }

  /** Whether its body is one that is read at once. */
  boolean isSmall() {
    return body == null || body.length <= MemoryBudget.SMALL_BODY;
  }

  /** A route has it now. */
  void routed() {
    inRoute = true;
    due = System.nanoTime() + answerNanos;
    admission.routed(this);
  }

  /** The route is done with it. */
  void done() {
    admission.leave(this);
    memory.close();
  }

  private void answered() {
    if (!inRoute) {
      done();
    }
  }

  /** Whether that gate has let it in. */
  boolean passed(PushGate asked) {
    return gate == asked;
  }

  /** Counts that it was not taken, where its route has a gate. */
  void refused(Refusal refusal, long bytes) {
    refused(refusal, bytes, null);
  }

  /**
   * Likewise, once its body is there.
   *
   * @param detail what the sender is told; null for the refusal's own message
   * @return false where its route has no gate
   */
  boolean refused(Refusal refusal, String detail) {
    refused(refusal, length, detail);
    return gate != null;
  }

  private void refused(Refusal refusal, long bytes, String detail) {
    if (gate != null) {
      gate.refused(refusal, new ServerRequest(routing.request()), bytes, detail);
    }
  }

  /** Goes on with it on the event loop of its connection. */
  void later(Runnable step) {
    loop.runOnContext(ignored -> step.run());
  }

  void check(long now) {
    if (now - due > 0) {
      due = now + ANSWER_NANOS;
      giveUp();
    }
  }

  /** Answers for good, from any thread. */
  void giveUp() {
    later(
        () -> {
          if (inRoute) {
            refuse(Refusal.TIMEOUT, Refusals.UNKNOWN_SIZE);
          } else {
            refuseBody(Refusal.SLOW, Refusals.UNKNOWN_SIZE);
          }
        });
  }

  /** Answers before the whole body was read; what is still to come is not waited for. */
  void refuseBody(Refusal refusal, long bytes) {
    if (!routing.response().headWritten()) {
      routing.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    refuse(refusal, bytes);
  }

  private void refuse(Refusal refusal, long bytes) {
    HttpServerResponse response = routing.response();
    if (response.ended() || response.closed()) {
      return;
    }
    refused(refusal, bytes);
    JsonErrors.answer(response, refusal);
  }
}
