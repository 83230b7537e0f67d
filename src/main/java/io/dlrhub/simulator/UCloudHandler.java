package io.dlrhub.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** One request of the simulated UCloud from its first byte to its last, faults included. */
final class UCloudHandler implements HttpHandler {

  private static final int MAX_BODY = 8 << 20;
  private static final byte[] PAGE =
      "<html><head><title>Error</title></head><body><h1>Please try again later</h1></body></html>"
          .getBytes(StandardCharsets.UTF_8);

  private final UCloudGateway gateway;
  private final Faults<Fault> faults;
  private final Timer timer;
  private final AtomicLong requests = new AtomicLong();
  private volatile Duration slowness = Duration.ofSeconds(5);

  UCloudHandler(UCloudGateway gateway, Faults<Fault> faults, Timer timer) {
    this.gateway = gateway;
    this.faults = faults;
    this.timer = timer;
  }

  void slowness(Duration pause) {
    slowness = pause;
  }

  long requests() {
    return requests.get();
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
    UCloudRequest request;
    try {
      request = read(exchange, body);
    } catch (ErrorAnswer refusal) {
      send(exchange, 200, bytes(error(refusal, null), Set.of()));
      return;
    }
    String action = Objects.requireNonNullElse(request.get("Action"), "");
    Set<Fault> decided = faults.decide(action);
    if (!refusedInFront(exchange, action, decided)) {
      answer(exchange, request, decided);
    }
  }

  /** What happens before anything is read. */
  private static boolean refusedInFront(HttpExchange exchange, String action, Set<Fault> decided)
      throws IOException {
    for (Fault fault : decided) {
      if (fault.beforeRead()) {
        switch (fault) {
          case DROPPED_BEFORE_READ -> exchange.close();
          case HTTP_429 -> sendPage(exchange, 429);
          case HTTP_502 -> sendPage(exchange, 502);
          case HTTP_503 -> sendPage(exchange, 503);
          default -> send(exchange, 200, bytes(error(fault.refusal(), action), decided));
        }
        return true;
      }
    }
    return false;
  }

  private void answer(HttpExchange exchange, UCloudRequest request, Set<Fault> decided)
      throws IOException {
    Answer answer;
    try {
      answer = gateway.answer(request, decided);
    } catch (ErrorAnswer refusal) {
      answer = Answer.harmless(error(refusal, request.get("Action")));
    }
    if (decided.contains(Fault.SLOW)) {
      Answer made = answer;
      timer.after(slowness, () -> leaveLater(exchange, made, decided));
    } else {
      leave(exchange, answer, decided);
    }
  }

  private static void leaveLater(HttpExchange exchange, Answer answer, Set<Fault> decided) {
    try {
      leave(exchange, answer, decided);
    } catch (IOException clientGone) {
      exchange.close();
    }
  }

  private static void leave(HttpExchange exchange, Answer answer, Set<Fault> decided)
      throws IOException {
    byte[] bytes = bytes(answer.body(), decided);
    if (decided.contains(Fault.DROPPED_AFTER_READ)) {
      answer.broken().run();
      exchange.close();
    } else if (decided.contains(Fault.HALF_BODY)) {
      answer.broken().run();
      sendHalf(exchange, bytes);
    } else if (decided.contains(Fault.HTML)) {
      answer.broken().run();
      sendPage(exchange, 200);
    } else if (decided.contains(Fault.HTTP_504)) {
      answer.broken().run();
      sendPage(exchange, 504);
    } else if (decided.contains(Fault.GATEWAY_TIMED_OUT)) {
      answer.broken().run();
      send(exchange, 200, bytes(error(Fault.GATEWAY_TIMED_OUT.refusal(), ""), decided));
    } else {
      sendOrBreak(exchange, bytes, answer);
    }
  }

  private static void sendOrBreak(HttpExchange exchange, byte[] bytes, Answer answer)
      throws IOException {
    try {
      send(exchange, 200, bytes);
    } catch (IOException e) {
      answer.broken().run();
      throw e;
    }
  }

  private static UCloudRequest read(HttpExchange exchange, byte[] body) throws ErrorAnswer {
    String contentType = exchange.getRequestHeaders().getFirst("Content-Type");
    return UCloudRequest.read(
        exchange.getRequestURI().getRawQuery(), contentType == null ? "" : contentType, body);
  }

  /** The gateway's own refusals do not name the action; those of the product do. */
  private static ObjectNode error(ErrorAnswer refusal, String action) {
    ObjectNode body = GatewayJson.MAPPER.createObjectNode();
    body.put("Message", refusal.getMessage());
    body.put("RetCode", refusal.code());
    if (refusal.code() >= 1000 && action != null && !action.isEmpty()) {
      body.put("Action", action + "Response");
    }
    return body;
  }

  private static byte[] bytes(ObjectNode body, Set<Fault> decided) throws IOException {
    if (decided.contains(Fault.RETCODE_AS_STRING)) {
      body.put("RetCode", body.get("RetCode").asText());
    }
    if (decided.contains(Fault.NO_MESSAGE)) {
      body.remove("Message");
    }
    return GatewayJson.MAPPER.writeValueAsBytes(body);
  }

  private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.getResponseHeaders().set("X-UCLOUD-REQUEST-UUID", UUID.randomUUID().toString());
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static void sendHalf(HttpExchange exchange, byte[] bytes) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(Arrays.copyOf(bytes, bytes.length / 2));
    exchange.getResponseBody().flush();
    exchange.close();
  }

  private static void sendPage(HttpExchange exchange, int status) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/html");
    exchange.sendResponseHeaders(status, PAGE.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(PAGE);
    }
  }
}
