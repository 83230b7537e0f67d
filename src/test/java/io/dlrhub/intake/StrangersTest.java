package io.dlrhub.intake;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.LedgerExtent;
import io.dlrhub.memory.MemoryBudget;
import io.dlrhub.testing.CapturedLog;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.RawHttp;
import io.dlrhub.testing.UCloudPushes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody can do who knows the address of the intake and no secret. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrangersTest {

  private static final String PUSH = UCloudPushes.delivered("stranger", "18512345678");

  private HubUnderTest hub;
  private Path folder;

  @BeforeAll
  void start(@TempDir Path where) {
    folder = where;
    hub =
        HubUnderTest.in(folder)
            .with("dlr.ucloud.push.token", "secret")
            .with("dlr.messages.token", "other")
            .start();
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  /** Both paths, spelled in every way that a server may take for the same. */
  static Stream<String> targets() {
    List<String> targets = new ArrayList<>();
    for (String path : List.of("/ucloud/reports", "/messages")) {
      String name = path.substring(1);
      String escaped = "/%" + Integer.toHexString(name.charAt(0)) + name.substring(1);
      targets.addAll(
          List.of(
              path,
              path + "/",
              path + "//",
              path + "/.",
              path + "/./",
              path + "/x/..",
              path + "/x/../",
              "/" + path,
              "//" + path + "//",
              "/." + path,
              "/./." + path,
              "/x/.." + path,
              "/x/y/../.." + path,
              "/../" + name,
              "/%2e%2e" + path,
              "/x/%2E%2E" + path,
              escaped,
              escaped.toUpperCase(java.util.Locale.ROOT),
              path.toUpperCase(java.util.Locale.ROOT),
              path.replace("/", "%2f"),
              path.replace("/", "/%2F"),
              path + "%2f",
              path + "%00",
              path + "%20",
              path + ";jsessionid=1",
              path + ";/",
              path + "/;x=y",
              path + "?a=b",
              path + "/?token=",
              path + "#x",
              path.replace("/", "\\"),
              path + "\\",
              "http://example.org" + path,
              "http://example.org/" + path + "/",
              "*" + path));
    }
    return targets.stream();
  }

  /** The head alone is sent: who answers has not waited for the body. */
  @ParameterizedTest
  @MethodSource("targets")
  void isAnsweredBeforeAnyOfTheBodyWhateverThePathIsSpelledLike(String target) {
    long before = MemoryBudget.ofProcess().held();
    long stored = stored();
    try (RawHttp connection = RawHttp.connect(hub.port())) {
      String answer =
          connection
              .send("POST " + target + " HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n")
              .answer();
      assertThat(answer).startsWith("HTTP/1.1 40").doesNotStartWith("HTTP/1.1 408");
      assertThat(MemoryBudget.ofProcess().held()).isLessThanOrEqualTo(before);
    }
    assertThat(stored()).isEqualTo(stored);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void isNotTakenWithItsBodyEither(String target) {
    long stored = stored();
    try (RawHttp connection = RawHttp.connect(hub.port())) {
      String head = " HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
      String chunk = Integer.toHexString(PUSH.length()) + "\r\n" + PUSH + "\r\n0\r\n\r\n";
      String answer = connection.send("POST " + target + head + chunk).answer();
      assertThat(answer).startsWith("HTTP/1.1 40");
    }
    assertThat(stored()).isEqualTo(stored);
  }

  private long stored() {
    LedgerExtent extent = hub.ledger().inspect().extent();
    return extent.reports() + extent.quarantineEntries() + hub.ledger().tracked().waiting();
  }

  @Test
  void writesNothingWithAnUpload() throws IOException {
    Set<Path> before = files();
    String part =
        "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\ncontent\r\n--x--\r\n";
    for (String path : List.of("/ucloud/reports", "/ucloud/reports/", "/messages", "/nowhere")) {
      for (String query : List.of("", "?token=secret")) {
        Http.post(hub.url(path + query), part, "Content-Type", "multipart/form-data; boundary=x");
      }
    }
    assertThat(files()).isEqualTo(before);
  }

  private Set<Path> files() throws IOException {
    Set<Path> files = new TreeSet<>();
    for (Path root : List.of(folder, Path.of("file-uploads"))) {
      if (Files.exists(root)) {
        try (Stream<Path> found = Files.walk(root)) {
          found.filter(file -> !file.toString().contains("ledger.db")).forEach(files::add);
        }
      }
    }
    return files;
  }

  @Test
  void cannotSpeakHttp2OnEitherPort() {
    String upgrade =
        "GET /observe/health HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\n"
            + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n";
    String preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0";
    for (int port : List.of(hub.port(), managementPort())) {
      try (RawHttp connection = RawHttp.connect(port)) {
        assertThat(connection.send(upgrade).answer()).doesNotContain(" 101 ");
      }
      try (RawHttp connection = RawHttp.connect(port)) {
        // A frame of settings begins with its length and type, and would be the first thing sent.
        assertThat(connection.send(preface).answer()).doesNotStartWith("\0\0");
      }
    }
  }

  private int managementPort() {
    return java.net.URI.create(hub.managementUrl("/")).getPort();
  }

  @Test
  void cannotOpenAWebSocketOnEitherPort() {
    String upgrade =
        " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    Map<Integer, List<String>> paths =
        Map.of(
            hub.port(), List.of("/", "/ucloud/reports", "/messages"),
            managementPort(), List.of("/api/sinks", "/observe/health"));
    paths.forEach(
        (port, some) -> {
          for (String path : some) {
            try (RawHttp connection = RawHttp.connect(port)) {
              assertThat(connection.send("GET " + path + upgrade).answer())
                  .as(path)
                  .startsWith("HTTP/1.1 ")
                  .doesNotContain(" 101 ");
            }
          }
        });
  }

  @Test
  void whatNoRouteTakesIsToldInTheLogToo(@TempDir Path other) {
    try (HubUnderTest quiet = HubUnderTest.in(other).start();
        CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < 20; i++) {
        ask(quiet, "GET /nowhere?token=geheimnis HTTP/1.1\r\nHost: h\r\n\r\n");
        ask(quiet, "GET /ucloud/reports HTTP/1.1\r\nHost: h\r\n\r\n");
        ask(
            quiet,
            "GET /\u001b[31m\u202e?token=geheimnis HTTP/1.1\r\nHost: h\r\nX: "
                + "x".repeat(9000)
                + "\r\n\r\n");
        ask(quiet, "POST /ucloud/reports HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\n7");
      }
      for (String told :
          List.of(
              "GET /nowhere from 127.0.0.1 is answered 404",
              "answered 405",
              "answered 400, the body")) {
        assertThat(log.text().lines().filter(line -> line.contains(told))).as(told).hasSize(1);
      }
      assertThat(log.text().lines().filter(line -> line.contains("is answered")).count())
          .isLessThanOrEqualTo(5);
      assertThat(log.text()).doesNotContain("geheimnis", "\u001b", "\u202e", "\tat ");
    }
  }

  private static void ask(HubUnderTest hub, String request) {
    try (RawHttp connection = RawHttp.connect(hub.port())) {
      assertThat(connection.send(request).answer()).startsWith("HTTP/1.").contains(" 4");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%zz", "/%", "/ucloud/%", "/messages?token=%", "/ucloud/reports?%zz"})
  void whatCannotBeDecodedIsAnsweredWithoutAStackTrace(String target) {
    try (CapturedLog log = new CapturedLog()) {
      for (String method : List.of("GET", "POST", "FOO")) {
        ask(hub, method + " " + target + " HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n");
      }
      assertThat(log.text()).doesNotContain("\tat ", "Unhandled");
    }
  }

  /** Each announces a body and sends none of it; with the token too. */
  @Test
  void keepsNobodyOutWithSilentConnections() {
    List<RawHttp> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 1200; i++) {
        String query = i % 2 == 0 ? "" : "?token=secret";
        silent.add(
            RawHttp.connect(hub.port())
                .send(
                    "POST /ucloud/reports"
                        + query
                        + " HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n"));
      }
      for (int i = 0; i < 20; i++) {
        assertThat(hub.push("?token=secret", "{\"MsgType\":2,\"Data\":[]}").statusCode())
            .isEqualTo(200);
      }
    } finally {
      silent.forEach(RawHttp::close);
    }
  }

  @Test
  void fillsNoLogWithConnectionsThatAreCut() {
    try (CapturedLog log = new CapturedLog()) {
      String request = "POST /ucloud/reports?token=secret HTTP/1.1\r\nHost: h\r\nContent-Length: ";
      for (int i = 0; i < 100; i++) {
        try (RawHttp connection = RawHttp.connect(hub.port())) {
          connection.send((request + PUSH.length() + "\r\n\r\n" + PUSH).repeat(20));
        }
        try (RawHttp connection = RawHttp.connect(hub.port())) {
          connection.send(request + "500\r\n\r\n{");
        }
        try (RawHttp connection = RawHttp.connect(hub.port())) {
          connection.send("nonsense\r\n\r\n" + "\0".repeat(1 + i));
        }
      }
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(hub.push("?token=secret", "{\"MsgType\":2,\"Data\":[]}").statusCode())
                      .isEqualTo(200));
      assertThat(log.text()).doesNotContain("\tat ");
      assertThat(log.text().lines()).hasSizeLessThan(10);
    }
  }

  @Test
  void isToldInTheLogOnceAMinuteAndNeverWithItsSecret() {
    try (CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < 50; i++) {
        hub.push("?token=geheimnis" + i, PUSH);
      }
      assertThat(log.text().lines().filter(line -> line.contains("is answered 401")).count())
          .isLessThanOrEqualTo(1);
      assertThat(log.text()).doesNotContain("geheimnis");
    }
  }
}
