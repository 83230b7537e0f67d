package io.dlrhub.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Pushes reports as UCloud does: POST of {@code {"MsgType":2,"Data":[…]}}; HTTP 200 with JSON code
 * 0 is success, anything else is tried three times more, one second apart, then given up for good.
 */
public final class PushClient {

  private static final class Push {
    private final List<SimulatedReport> reports;
    private final byte[] body;
    private final boolean again;
    private int tries;

    Push(List<SimulatedReport> reports, byte[] body, boolean again) {
      this.reports = reports;
      this.body = body;
      this.again = again;
    }
  }

  private final URI url;
  private final PushOptions options;
  private final Clock clock;
  private final Timer timer;
  private final Faults<Fault> faults;
  private final HandOutRecord outside;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Deque<SimulatedReport> waiting = new ArrayDeque<>();
  private Instant notBefore = Instant.MIN;
  private int onTheWire;
  private long tries;
  private long acknowledged;
  private long givenUp;

  PushClient(
      URI url,
      PushOptions options,
      Clock clock,
      Timer timer,
      Faults<Fault> faults,
      HandOutRecord outside) {
    this.url = url;
    this.options = options;
    this.clock = clock;
    this.timer = timer;
    this.faults = faults;
    this.outside = outside;
  }

  /** POSTs sent so far, repeated ones included. */
  public synchronized long tries() {
    return tries;
  }

  /** Reports acknowledged so far. */
  public synchronized long acknowledged() {
    return acknowledged;
  }

  /** Reports given up for good. */
  public synchronized long givenUp() {
    return givenUp;
  }

  /** Reports that wait for their first try. */
  public synchronized int waiting() {
    return waiting.size();
  }

  /** Pushes a reply of a phone's owner ({@code MsgType} 0), at once. */
  public void reply(String phone, String text) {
    ObjectNode body = GatewayJson.MAPPER.createObjectNode().put("MsgType", 0);
    body.putArray("Data")
        .addObject()
        .put("ExtendCode", "01")
        .put("UserId", "")
        .put("Phone", phone)
        .put("ReplyContent", text)
        .put("ReplyTime", clock.instant().getEpochSecond());
    start(new Push(List.of(), bytes(body), false));
  }

  synchronized void add(SimulatedReport report) {
    waiting.addLast(report);
    if (waiting.size() > options.queueSize()) {
      giveUp(List.of(waiting.removeFirst()));
    }
  }

  /** Starts as many pushes as may be on the wire now. */
  void pump() {
    for (Push push = nextPush(); push != null; push = nextPush()) {
      start(push);
    }
  }

  private synchronized Push nextPush() {
    while (!waiting.isEmpty()
        && onTheWire < options.concurrent()
        && !clock.instant().isBefore(notBefore)) {
      List<SimulatedReport> reports = new ArrayList<>();
      while (reports.size() < options.batchSize() && !waiting.isEmpty()) {
        reports.add(waiting.removeFirst());
      }
      pace(reports.size());
      Set<Fault> decided = faults.decide(Faults.PUSH);
      if (!decided.contains(Fault.PUSH_LOST)) {
        return push(reports, decided);
      }
      giveUp(reports);
    }
    return null;
  }

  private static Push push(List<SimulatedReport> reports, Set<Fault> decided) {
    ObjectNode body = GatewayJson.MAPPER.createObjectNode().put("MsgType", 2);
    body.set("Data", GatewayJson.reports(reports, HandOutBy.PUSH, decided));
    return new Push(reports, bytes(body), decided.contains(Fault.PUSHED_TWICE));
  }

  private void pace(int reports) {
    if (options.maxPerSecond() > 0) {
      long micros = reports * 1_000_000L / options.maxPerSecond();
      notBefore = clock.instant().plusNanos(micros * 1000);
    }
  }

  private void start(Push push) {
    synchronized (this) {
      onTheWire++;
      tries++;
      push.tries++;
    }
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(options.timeout())
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofByteArray(push.body))
            .build();
    http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
        .whenComplete((answer, failure) -> ended(push, failure == null && isSuccess(answer)));
  }

  private void ended(Push push, boolean success) {
    boolean repeat = false;
    synchronized (this) {
      onTheWire--;
      if (success) {
        acknowledged += push.reports.size();
        outside.acknowledged(push.reports);
        repeat = push.again;
      } else if (push.tries < options.tries()) {
        timer.after(options.retryPause(), () -> start(push));
      } else {
        giveUp(push.reports);
      }
    }
    if (repeat) {
      start(new Push(List.of(), push.body, false));
    }
    pump();
  }

  private synchronized void giveUp(List<SimulatedReport> reports) {
    givenUp += reports.size();
    outside.pushGivenUp(reports);
  }

  private static boolean isSuccess(HttpResponse<byte[]> answer) {
    if (answer.statusCode() != 200) {
      return false;
    }
    try {
      JsonNode code = GatewayJson.MAPPER.readTree(answer.body()).path("code");
      return code.isIntegralNumber() && code.intValue() == 0;
    } catch (IOException notJson) {
      return false;
    }
  }

  private static byte[] bytes(ObjectNode body) {
    try {
      return GatewayJson.MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }
}
