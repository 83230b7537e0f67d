package io.dlrhub.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class HubOptionsTest {

  private final List<String> shown = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          shown.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static void ask(String urlOfFolder, String... arguments) {
    HubOptions options =
        new HubOptions(
            new HubDefaults() {
              @Override
              public String url() {
                return urlOfFolder;
              }

              @Override
              public String token() {
                return "secret";
              }
            });
    CommandSpec spec =
        CommandSpec.create().addMixin("hub", CommandSpec.forAnnotatedObject(options));
    new CommandLine(spec).parseArgs(arguments);
    options.client().get("/", Map.of());
  }

  @Test
  void theFoldersTokenIsShownToTheFoldersHub() {
    ask(url());
    ask(url(), "--url", url() + "/");
    assertThat(shown).containsExactly("Bearer secret", "Bearer secret");
  }

  @Test
  void anotherAddressIsShownOnlyATokenThatWasTyped() {
    ask("http://127.0.0.1:1", "--url", url());
    ask("http://127.0.0.1:1", "--url", url(), "--token", "typed");
    assertThat(shown).containsExactly("null", "Bearer typed");
  }
}
