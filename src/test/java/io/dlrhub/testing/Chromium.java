package io.dlrhub.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** A real Chromium with one page, driven by its DevTools protocol. */
public final class Chromium implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PROGRAM = Path.of("/usr/bin/chromium");
  private static final String LISTENING = "DevTools listening on ws://";

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger last = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();

  private Chromium(Process process, String page) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(page), new Answers())
            .join();
  }

  /**
   * Starts one; skips the test where there is none.
   *
   * @param profile a folder of its own
   * @param language of the browser, such as {@code zh-CN}
   */
  public static Chromium start(Path profile, String language) throws IOException {
    Tools.need(Files.isExecutable(PROGRAM), "Chromium (apt-get install chromium)");
    ProcessBuilder command =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--lang=" + language,
                "--accept-lang=" + language,
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0",
                "about:blank")
            .redirectErrorStream(true);
    command.environment().put("LANGUAGE", language.replace('-', '_'));
    Process process = command.start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null && !line.startsWith(LISTENING)) {
      line = lines.readLine();
    }
    if (line == null) {
      throw new IOException("Chromium ended before it listened");
    }
    Thread drain = new Thread(() -> lines.lines().forEach(read -> {}), "chromium-output");
    drain.setDaemon(true);
    drain.start();
    String host = line.substring(LISTENING.length()).split("/")[0];
    JsonNode page =
        JSON.readTree(
            Http.send("PUT", "http://" + host + "/json/new?about:blank", BodyPublishers.noBody())
                .body());
    return new Chromium(process, page.path("webSocketDebuggerUrl").asText());
  }

  private final class Answers implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean end) {
      text.append(part);
      if (end) {
        take(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private void take(String message) {
    try {
      JsonNode json = JSON.readTree(message);
      CompletableFuture<JsonNode> waiting = asked.remove(json.path("id").asInt());
      if (waiting != null) {
        waiting.complete(json);
      }
    } catch (IOException e) {
      throw new IllegalStateException(message, e);
    }
  }

  /** Gives a command of the protocol; answers its result. */
  public JsonNode send(String method, Map<String, Object> parameters) {
    int id = last.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(id, answer);
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    socket.sendText(message.toString(), true).join();
    JsonNode json = answer.orTimeout(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    if (json.has("error")) {
      throw new AssertionError(method + ": " + json.path("error"));
    }
    return json.path("result");
  }

  /** Opens an address. */
  public void open(String url) {
    send("Page.navigate", Map.of("url", url));
  }

  /** The value of a JavaScript expression in the page, a promise's when it is kept. */
  public JsonNode value(String expression) {
    JsonNode result =
        send(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + result.path("exceptionDetails"));
    }
    return result.path("result").path("value");
  }

  /** Waits until an expression is true in the page. */
  public void until(String expression) {
    Awaitility.await(expression)
        .atMost(Waiting.LIMIT)
        .until(() -> value("!!(" + expression + ")").asBoolean());
  }

  /** Light or dark, and how wide the window is. */
  public void look(String scheme, int width) {
    send(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 1000, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  /** Keeps what the whole page looks like. */
  public void screenshot(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    String data =
        send("Page.captureScreenshot", Map.of("captureBeyondViewport", true)).path("data").asText();
    Files.write(file, Base64.getDecoder().decode(data));
  }

  @Override
  public void close() {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
