package io.dlrhub.intake;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.apache.camel.CamelContext;

/** Sees every request first, before a byte of its body is kept, and lets in what may come in. */
final class FrontDoor implements Handler<RoutingContext> {

  private final CamelContext context;
  private final PushGates gates;
  private final Load load;
  private final long maxBodySize;

  FrontDoor(CamelContext context, PushGates gates, Load load, long maxBodySize) {
    this.context = context;
    this.gates = gates;
    this.load = load;
    this.maxBodySize = maxBodySize;
  }

  /** Puts itself before everything the router has and will have. */
  void open(Vertx vertx, Router router) {
    router.route().order(Integer.MIN_VALUE).handler(this);
    JsonErrors.install(router);
    load.watch(vertx);
  }

  @Override
  public void handle(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    PushGate gate = gates.at(request.path());
    long size = size(request);
    Refusal refusal = refusal(request, gate, size);
    if (refusal == null) {
      asBytes(request, gate);
      load.enter(routing, gate, size);
      routing.next();
    } else {
      if (gate != null) {
        gate.refused(refusal);
      }
      JsonErrors.answer(routing.response(), refusal);
    }
  }

  private Refusal refusal(HttpServerRequest request, PushGate gate, long size) {
    if (!context.isStarted()) {
      return Refusal.CLOSED;
    }
    Refusal refusal = gate == null ? null : gate.check(new ServerRequest(request));
    if (refusal != null) {
      return refusal;
    }
    if (size > maxBodySize || gate != null && size > gate.maxBodySize()) {
      return Refusal.TOO_LARGE;
    }
    return load.isFullFor(size) ? Refusal.OVERLOAD : null;
  }

  /** Bytes of the body: as announced, as many as are let in where nothing is, 0 without one. */
  private long size(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null) {
      try {
        return Long.parseLong(length);
      } catch (NumberFormatException e) {
        return maxBodySize;
      }
    }
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) ? maxBodySize : 0;
  }

  /**
   * What curl and others call a form would be taken apart as one; a push is JSON whatever it says.
   */
  private static void asBytes(HttpServerRequest request, PushGate gate) {
    String type = gate == null ? null : request.getHeader(HttpHeaders.CONTENT_TYPE);
    if (type != null && !type.startsWith(Answers.CONTENT_TYPE)) {
      request.headers().set(HttpHeaders.CONTENT_TYPE, Answers.CONTENT_TYPE);
    }
  }
}
