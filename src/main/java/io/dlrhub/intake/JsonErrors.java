package io.dlrhub.intake;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Gives what the server itself answers the JSON body of every other answer. */
final class JsonErrors {

  /** 200 is how a sender that hangs up in the middle of its body appears. */
  private static final int[] STATUSES = {
    200, 400, 401, 403, 404, 405, 406, 408, 411, 413, 414, 415, 417, 431, 500, 501, 503
  };

  private JsonErrors() {}

  static void install(Router router) {
    ServerRefusals refusals = new ServerRefusals();
    for (int status : STATUSES) {
      router.errorHandler(status, routing -> answer(routing, status, router, refusals));
    }
  }

  /**
   * For the management port, where path and query are decoded in many places and a failure would
   * look like one of ours. Pushes may show a secret that cannot be decoded.
   */
  static void refuseUndecodable(RoutingContext routing) {
    try {
      routing.normalizedPath();
      routing.queryParams();
    } catch (HttpException | IllegalArgumentException e) {
      routing.fail(400);
      return;
    }
    routing.next();
  }

  /** A request that is not HTTP: a line or header too long, a version nobody knows. */
  static void invalid(HttpServerRequest request, ServerRefusals refusals) {
    Throwable cause = request.decoderResult().cause();
    String text = cause == null ? "" : String.valueOf(cause.getMessage());
    int status =
        text.contains("line is larger") ? 414 : text.contains("header is larger") ? 431 : 400;
    refusals.tell(request, status, cause);
    send(request.response(), status, Answers.json(status, message(status)));
    request.connection().close();
  }

  static void answer(HttpServerResponse response, Refusal refusal) {
    if (refusal == Refusal.METHOD) {
      response.putHeader(HttpHeaders.ALLOW, "POST");
    }
    if (refusal.mayPass()) {
      response.putHeader(HttpHeaders.RETRY_AFTER, Refusal.RETRY_AFTER);
    }
    send(response, refusal.status(), Answers.of(refusal));
  }

  /** What {@link PushAnswer} made of an exchange. */
  static void answer(RoutingContext routing, Exchange exchange) {
    HttpServerResponse response = routing.response();
    if (response.ended() || response.closed()) {
      return;
    }
    Message message = exchange.getMessage();
    if (exchange.getException() != null || !(message.getBody() instanceof ByteBuffer body)) {
      count(routing, Refusal.LEDGER);
      answer(response, Refusal.LEDGER);
      return;
    }
    int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    if (status == Refusal.METHOD.status()) {
      response.putHeader(HttpHeaders.ALLOW, message.getHeader(PushAnswer.ALLOW, String.class));
    }
    String retry = message.getHeader(PushAnswer.RETRY_AFTER, String.class);
    if (retry != null) {
      response.putHeader(HttpHeaders.RETRY_AFTER, retry);
    }
    send(response, status, body.array());
  }

  /** What goes wrong here is 503: it is nobody's request that is wrong, and it may pass. */
  private static void answer(
      RoutingContext routing, int failed, Router router, ServerRefusals refusals) {
    int status = failed == 500 ? Refusal.LEDGER.status() : failed;
    HttpServerResponse response = routing.response();
    if (response.ended() || response.closed() || response.headWritten()) {
      return;
    }
    if (status == 405) {
      response.putHeader(HttpHeaders.ALLOW, allowed(router, routing.normalizedPath()));
    }
    if (status == Refusal.TOO_LARGE.status()) {
      count(routing, Refusal.TOO_LARGE);
    } else if (status >= 500) {
      count(routing, Refusal.LEDGER);
    }
    refusals.tell(routing.request(), status, routing.failure());
    send(response, status, Answers.json(status, message(status)));
  }

  private static void count(RoutingContext routing, Refusal refusal) {
    InFlight inFlight = InFlight.of(routing);
    if (inFlight != null) {
      inFlight.refused(refusal, Refusals.UNKNOWN_SIZE);
    }
  }

  private static void send(HttpServerResponse response, int status, byte[] json) {
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, Answers.CONTENT_TYPE)
        .end(Buffer.buffer(json));
  }

  private static String message(int status) {
    return HttpResponseStatus.valueOf(status).reasonPhrase().toLowerCase(Locale.ROOT);
  }

  private static String allowed(Router router, String path) {
    Set<String> names = new TreeSet<>();
    for (Route route : router.getRoutes()) {
      if (route.methods() != null && path.equals(route.getPath())) {
        for (HttpMethod method : route.methods()) {
          names.add(method.name());
        }
      }
    }
    return String.join(",", names);
  }
}
