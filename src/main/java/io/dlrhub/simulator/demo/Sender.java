package io.dlrhub.simulator.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dlrhub.simulator.MessageWatcher;
import io.dlrhub.simulator.SimulatedMessage;
import io.dlrhub.simulator.SimulatedReport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The application that sends the messages: tells the hub of each with {@code POST /messages}, as
 * one of yours would, so that a report that is lost is asked for.
 */
final class Sender implements MessageWatcher, AutoCloseable {

  private static final int MOST_AT_ONCE = 500;
  private static final int MOST_WAITING = 100_000;
  private static final long PAUSE_MILLIS = 100;
  private static final int ACCEPTED = 202;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI url;
  private final BlockingQueue<SimulatedMessage> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final AtomicLong tracked = new AtomicLong();
  private final Thread thread = new Thread(this::work, "demo-sender");

  /**
   * @param url of {@code POST /messages}, with its token
   */
  Sender(String url) {
    this.url = URI.create(url);
    thread.setDaemon(true);
    thread.start();
  }

  /** Messages the hub has taken note of. */
  long tracked() {
    return tracked.get();
  }

  /** What finds no room, because the hub takes none, stays untold. */
  @Override
  public void sent(SimulatedMessage message) {
    waiting.offer(message);
  }

  @Override
  public void reported(SimulatedReport report) {
    // The sender learns of it from the hub.
  }

  private void work() {
    List<SimulatedMessage> list = new ArrayList<>();
    try {
      while (true) {
        if (list.isEmpty()) {
          list.add(waiting.take());
          waiting.drainTo(list, MOST_AT_ONCE - 1);
        }
        if (tell(list)) {
          tracked.addAndGet(list.size());
          list.clear();
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the hub has them; otherwise they are told again. */
  private boolean tell(List<SimulatedMessage> list) throws InterruptedException {
    StringBuilder lines = new StringBuilder();
    list.forEach(message -> lines.append(line(message)).append('\n'));
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(Duration.ofSeconds(10))
            .POST(HttpRequest.BodyPublishers.ofString(lines.toString()))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == ACCEPTED;
    } catch (IOException hubIsAway) {
      return false;
    }
  }

  private static String line(SimulatedMessage message) {
    ObjectNode line = MAPPER.createObjectNode();
    line.put("provider", "ucloud");
    line.put("channel", message.video() ? "video" : "sms");
    line.put("messageId", message.id());
    message.phones().forEach(line.putArray("phones")::add);
    line.put("sentAt", message.sentAt().toString());
    if (message.userId() != null) {
      line.put("reference", message.userId());
    }
    try {
      return MAPPER.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
