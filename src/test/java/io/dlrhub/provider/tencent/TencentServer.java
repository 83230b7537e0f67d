package io.dlrhub.provider.tencent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/** A server on loopback that answers as a test tells it to and remembers what it was asked. */
final class TencentServer implements AutoCloseable {

  /** What to answer to a request. */
  interface Script {
    Reply reply(Request request);
  }

  /** One request as it came. */
  record Request(String method, URI uri, String contentType, String text) {

    JsonNode body() {
      try {
        return new ObjectMapper().readTree(text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    long hour() {
      return body().path("begin_date").asLong();
    }

    String query(String name) {
      for (String pair : uri.getRawQuery().split("&")) {
        if (pair.startsWith(name + "=")) {
          return pair.substring(name.length() + 1);
        }
      }
      return null;
    }
  }

  /** One answer, of whose body so many bytes are sent. */
  record Reply(int status, String text, int cutAfter, boolean zip) {

    static Reply ok(String text) {
      return new Reply(200, text, Integer.MAX_VALUE, false);
    }

    static Reply status(int status, String text) {
      return new Reply(status, text, Integer.MAX_VALUE, false);
    }

    static Reply zipped(String text) {
      return new Reply(200, text, Integer.MAX_VALUE, true);
    }

    Reply cutAfter(int bytes) {
      return new Reply(status, text, bytes, zip);
    }
  }

  /** Figures as the document's sample has them. */
  static final String SAMPLE =
      "{\"result\":0,\"errmsg\":\"OK\",\"data\":{\"success\":100,\"status\":90,"
          + "\"status_success\":80,\"status_fail\":10,\"status_fail_0\":2,\"status_fail_1\":2,"
          + "\"status_fail_2\":2,\"status_fail_3\":2,\"status_fail_4\":2}}";

  final List<Request> requests = new CopyOnWriteArrayList<>();
  volatile Script script = request -> Reply.ok(SAMPLE);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  TencentServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  List<Long> hours() {
    return requests.stream().map(Request::hour).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              exchange.getRequestHeaders().getFirst("Content-Type"),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      Reply reply = script.reply(request);
      requests.add(request);
      byte[] bytes = reply.text().getBytes(StandardCharsets.UTF_8);
      if (reply.zip()) {
        bytes = gzip(bytes);
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      }
      if (reply.status() / 100 == 3) {
        exchange.getResponseHeaders().set("Location", endpoint() + "elsewhere");
      }
      exchange.sendResponseHeaders(reply.status(), bytes.length);
      exchange.getResponseBody().write(bytes, 0, Math.min(bytes.length, reply.cutAfter()));
    }
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
      zip.write(plain);
    }
    return zipped.toByteArray();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
