package io.dlrhub.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.dlrhub.report.Record;
import io.dlrhub.report.RecordJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;

/** An HTTP server that keeps what it is sent and answers as it is told. */
public final class Receiver implements AutoCloseable {

  private final HttpServer server;
  private final String scheme;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Request> accepted = new CopyOnWriteArrayList<>();
  private volatile Function<Request, Answer> behaviour = request -> Answer.of(200);

  private Receiver(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** On a free port of loopback. */
  public static Receiver start() {
    return start(0);
  }

  public static Receiver start(int port) {
    try {
      return new Receiver(HttpServer.create(address(port), 50), "http");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Receiver start(SSLContext tls) {
    try {
      HttpsServer server = HttpsServer.create(address(0), 50);
      server.setHttpsConfigurator(new HttpsConfigurator(tls));
      return new Receiver(server, "https");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** How requests are answered from now on; 200 at first. */
  public Receiver answering(Function<Request, Answer> how) {
    behaviour = how;
    return this;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url() {
    return scheme + "://localhost:" + port() + "/reports?key=a%20b&x=1";
  }

  /** Every request so far. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** The requests answered 2xx. */
  public List<Request> accepted() {
    return List.copyOf(accepted);
  }

  /** The records of the requests answered 2xx, in order. */
  public List<Record> received() {
    List<Record> records = new ArrayList<>();
    accepted.forEach(request -> records.addAll(request.records()));
    return records;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders(),
              exchange.getRequestBody().readAllBytes(),
              System.nanoTime());
      requests.add(request);
      Answer answer = behaviour.apply(request);
      if (answer.status() / 100 == 2) {
        accepted.add(request);
      }
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** What was sent; {@code at} is of {@link System#nanoTime}. */
  public record Request(
      String method, String path, Map<String, List<String>> headers, byte[] body, long at) {

    /** The first value; null when there is none. */
    public String header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> header.getValue().get(0))
          .findFirst()
          .orElse(null);
    }

    /** The body, decompressed. */
    public String text() {
      try {
        return "gzip".equals(header("Content-Encoding"))
            ? new String(
                new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes(),
                StandardCharsets.UTF_8)
            : new String(body, StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The records of the array. */
    public List<Record> records() {
      return JsonArrays.elements(text()).stream()
          .map(json -> RecordJson.read(json.getBytes(StandardCharsets.UTF_8)))
          .toList();
    }
  }

  /** What is answered. */
  public record Answer(int status, Map<String, String> headers, String body) {
    public static Answer of(int status) {
      return new Answer(status, Map.of(), "");
    }

    public Answer with(String header, String value) {
      return new Answer(status, Map.of(header, value), body);
    }
  }
}
