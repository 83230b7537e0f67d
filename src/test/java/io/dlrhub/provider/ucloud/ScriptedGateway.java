package io.dlrhub.provider.ucloud;

import static io.dlrhub.testing.Waiting.LIMIT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A gateway on loopback that gives scripted answers, byte by byte as told, and remembers what it
 * was asked. Without a script it answers an empty page. One request a connection.
 */
final class ScriptedGateway implements AutoCloseable {

  static final String EMPTY_PAGE = "{\"RetCode\":0,\"ReportSet\":[]}";

  /** Writes an answer, or does not. */
  interface Script {
    void answer(OutputStream out) throws IOException;
  }

  private final ServerSocket server;
  private final BlockingDeque<Script> scripts = new LinkedBlockingDeque<>();
  private final List<Map<String, String>> forms = new CopyOnWriteArrayList<>();
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private volatile Script otherwise = whole(200, EMPTY_PAGE);

  ScriptedGateway() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::serve, "scripted-gateway");
    thread.setDaemon(true);
    thread.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/";
  }

  ScriptedGateway then(Script script) {
    scripts.add(script);
    return this;
  }

  ScriptedGateway then(String json) {
    return then(whole(200, json));
  }

  ScriptedGateway otherwise(Script script) {
    otherwise = script;
    return this;
  }

  /** The form of each request so far. */
  List<Map<String, String>> forms() {
    return forms;
  }

  /** Request line and headers of each request so far. */
  List<String> heads() {
    return heads;
  }

  /** As long as one may wait for a request that should not come. */
  void assertNoFurtherRequest(int requests) {
    await().during(Duration.ofMillis(150)).atMost(LIMIT).until(() -> forms.size() == requests);
  }

  /** A page of what is pulled, with a report of each session. */
  static String page(String... sessions) {
    String reports =
        Stream.of(sessions).map(ScriptedGateway::report).collect(Collectors.joining(","));
    return "{\"RetCode\":0,\"Action\":\"PullUSMSReportResponse\",\"ReportSet\":[" + reports + "]}";
  }

  /** An element of it. */
  static String report(String session) {
    return "{\"SessionNo\":\""
        + session
        + "\",\"Phone\":\"18512345678\",\"CostCount\":1,\"ReceiptTime\":1563867000,"
        + "\"ReceiptResult\":\"发送成功\",\"ReceiptCode\":\"0\",\"ReceiptDesc\":\"用户接收成功\"}";
  }

  static Script whole(int status, String body) {
    return out -> {
      byte[] bytes = body.getBytes(UTF_8);
      out.write(head(status, bytes.length));
      out.write(bytes);
    };
  }

  /** The first bytes of a body, then the connection closes. */
  static Script half(String body, int bytes) {
    return out -> {
      byte[] all = body.getBytes(UTF_8);
      out.write(head(200, all.length));
      out.write(all, 0, bytes);
    };
  }

  /** Whatever that is. */
  static Script raw(String answer) {
    return out -> out.write(answer.getBytes(UTF_8));
  }

  /** Reads the request, then closes the connection. */
  static Script dropped() {
    return out -> {};
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private static byte[] head(int status, int length) {
    return ("HTTP/1.1 "
            + status
            + " X\r\nContent-Type: application/json; charset=utf-8\r\nSet-Cookie: a=b\r\n"
            + "Content-Length: "
            + length
            + "\r\n\r\n")
        .getBytes(ISO_8859_1);
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        forms.add(readForm(socket.getInputStream()));
        Script script = scripts.poll();
        (script == null ? otherwise : script).answer(socket.getOutputStream());
        socket.getOutputStream().flush();
      } catch (IOException e) {
        // the client went away, or the test is over
      }
    }
  }

  private Map<String, String> readForm(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("no request");
      }
      head.write(b);
    }
    String text = head.toString(ISO_8859_1);
    String length = text.replaceAll("(?is).*content-length: (\\d+).*", "$1");
    String body = new String(in.readNBytes(Integer.parseInt(length)), UTF_8);
    heads.add(text);
    Map<String, String> form = new TreeMap<>();
    for (String pair : body.split("&")) {
      String[] parts = pair.split("=", 2);
      form.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
    }
    return form;
  }
}
