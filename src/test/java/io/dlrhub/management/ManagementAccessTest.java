package io.dlrhub.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.testing.CapturedLog;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.RawHttp;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page in an operator's browser can do at the management port. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManagementAccessTest {

  private HubUnderTest hub;

  @BeforeAll
  void start(@TempDir Path folder) {
    hub =
        HubUnderTest.in(folder)
            .with("dlr.management.hosts", "hub.example.org, other_host")
            .with("dlr.sink.file.enabled", "true")
            .start();
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  private String ask(String request, String host, String... headers) {
    try (RawHttp connection = RawHttp.connect(URI.create(hub.managementUrl("/")).getPort())) {
      String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
      return connection
          .send(
              request
                  + " HTTP/1.1\r\nConnection: close\r\n"
                  + (host == null ? "" : "Host: " + host + "\r\n")
                  + more
                  + "\r\n")
          .answer();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:9876",
        "localhost.",
        "hub.localhost",
        "127.0.0.1",
        "127.0.0.1:80",
        "[::1]",
        "[::1]:9876",
        "10.1.2.3",
        "[2001:db8::7]:9876",
        "hub.example.org",
        "HUB.example.org:443",
        "other_host:1"
      })
  void aHostOfOursIsAnswered(String host) {
    assertThat(ask("GET /api/sinks", host)).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rebound.example",
        "rebound.example:9876",
        "localhost.example",
        "127.0.0.1.example",
        "example",
        "hub.example.org.evil",
        "x@localhost.evil",
        "",
        "[::1",
        "localhost:9876.evil"
      })
  void aForeignHostIsNot(String host) {
    for (String request :
        new String[] {"GET /api/sinks", "GET //api/sinks", "GET /%61pi/sinks", "GET /"}) {
      assertThat(ask(request, host)).as(request).startsWith("HTTP/1.1 4").doesNotContain("lag");
    }
    assertThat(ask("GET /api/sinks", host)).containsAnyOf("421", "400");
  }

  @Test
  void aTargetInAbsoluteFormIsJudgedByItsHostHeaderToo() {
    assertThat(ask("GET http://localhost/api/sinks", "rebound.example")).contains(" 421");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/observe/health", "/observe/health/ready", "/observe/metrics"})
  void probesAndPrometheusAskByAnyName(String path) {
    assertThat(ask("GET " + path, "pod-7.cluster.local")).startsWith("HTTP/1.1 200");
  }

  /** Also where a probe asks: its answer is about readiness, never about our code. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%zz",
        "/%",
        "/api/%e0%a4%a",
        "/api/sinks?a=%zz",
        "/observe/metrics/%zz",
        "/observe/metrics?a=%zz",
        "/observe/health?%",
        "/observe/health/ready?data=%e0%",
        "/observe/health/live?a=%zz"
      })
  void whatCannotBeDecodedIsABadRequestWithoutAStackTrace(String target) {
    try (CapturedLog log = new CapturedLog()) {
      for (String method : List.of("GET ", "POST ", "OPTIONS ")) {
        assertThat(ask(method + target, "localhost")).startsWith("HTTP/1.1 400");
      }
      assertThat(log.text()).doesNotContain("\tat ", "Unhandled");
    }
  }

  @Test
  void whatAPageMayHaveTriedIsToldALineAMinute(@TempDir Path other) {
    try (HubUnderTest asked = HubUnderTest.in(other).start();
        CapturedLog log = new CapturedLog()) {
      int port = URI.create(asked.managementUrl("/")).getPort();
      String pause = "POST /api/sinks/file/pause HTTP/1.1\r\nContent-Length: 0\r\nHost: ";
      for (int i = 0; i < 10; i++) {
        for (String rest :
            List.of(
                "evil\u001b[31m.example",
                "localhost",
                "localhost\r\nContent-Type: application/json\r\nOrigin: http://evil.example")) {
          try (RawHttp connection = RawHttp.connect(port)) {
            assertThat(connection.send(pause + rest + "\r\n\r\n").answer())
                .startsWith("HTTP/1.1 4");
          }
        }
      }
      for (String told : List.of("answered 415", "answered 403", "evil.example")) {
        assertThat(log.text().lines().filter(line -> line.contains(told))).as(told).isNotEmpty();
      }
      assertThat(log.text().lines().filter(line -> line.contains("is answered")).count())
          .isLessThanOrEqualTo(3);
      assertThat(log.text()).doesNotContain("\u001b");
    }
  }

  @Test
  void aPostWithoutTheTypeOfJsonIsNotObeyed() {
    String pause = "POST /api/sinks/file/pause";
    assertThat(ask(pause, "localhost", "Content-Length: 0")).contains(" 415");
    assertThat(ask(pause, "localhost", "Content-Length: 2", "Content-Type: text/plain", "", "{}"))
        .contains(" 415");
    assertThat(
            ask(
                pause,
                "localhost",
                "Content-Length: 2",
                "Content-Type: application/x-www-form-urlencoded",
                "",
                "{}"))
        .contains(" 415");
    assertThat(hub.manage("/api/sinks").body()).contains("\"paused\":false");
    assertThat(ask(pause, "localhost", "Content-Length: 0", "Content-Type: application/json"))
        .doesNotContain(" 415");
  }
}
