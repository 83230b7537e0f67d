package io.dlrhub.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.testing.CapturedLog;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.HubUnderTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what where tokens are set. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManagementTokenTest {

  private static final String ALL = "all-{{x}}-)&";
  private static final String READ = "read-only";

  private HubUnderTest hub;

  @BeforeAll
  void start(@TempDir Path folder) {
    hub =
        HubUnderTest.in(folder)
            .with("dlr.management.token", "old-one, " + ALL)
            .with("dlr.management.read-token", READ)
            .start();
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  private HttpResponse<String> ask(String method, String path, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(hub.managementUrl(path)))
            .header("Content-Type", "application/json")
            .method(
                method,
                method.equals("POST")
                    ? HttpRequest.BodyPublishers.ofString("{}")
                    : HttpRequest.BodyPublishers.noBody());
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/summary",
        "GET /api/sinks",
        "GET /api/reports?messageId=m",
        "GET /api/dead-letters",
        "GET /api/quarantine",
        "GET /api/unmapped-codes",
        "GET /api/books?day=2026-11-20",
        "POST /api/sinks/file/pause",
        "DELETE /api/sinks/file/replay",
        "POST /api/dead-letters/retry"
      })
  void nothingIsAnsweredWithoutATokenThatIsOne(String call) {
    String method = call.split(" ")[0];
    String path = call.split(" ")[1];
    for (String token : new String[] {null, "wrong", ALL + "x", "old-one," + ALL, ""}) {
      HttpResponse<String> answer = ask(method, path, token);
      assertThat(answer.statusCode()).as("%s with %s", call, token).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
      assertThat(answer.body()).contains("dlr.management.token").doesNotContain(ALL);
    }
    String inTheAddress = path + (path.contains("?") ? "&" : "?") + "token=old-one";
    assertThat(ask(method, inTheAddress, null).statusCode()).isEqualTo(401);
    assertThat(ask(method, path, ALL).statusCode()).isNotIn(401, 403);
    assertThat(ask(method, path, "old-one").statusCode()).isNotIn(401, 403);
    HttpResponse<String> reading = ask(method, path, READ);
    if (method.equals("GET")) {
      assertThat(reading.statusCode()).isNotIn(401, 403);
    } else {
      assertThat(reading.statusCode()).isEqualTo(403);
      assertThat(reading.body()).contains("dlr.management.read-token", "may read only");
    }
  }

  @Test
  void healthAndMetricsNeedNone() {
    assertThat(Http.get(hub.managementUrl("/observe/health/ready")).statusCode()).isEqualTo(200);
    assertThat(Http.get(hub.managementUrl("/observe/metrics")).statusCode()).isEqualTo(200);
  }

  @Test
  void whoGuessesIsALineAMinute() {
    try (CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < 20; i++) {
        ask("GET", "/api/sinks", "guess-" + i);
      }
      assertThat(log.text().lines().filter(line -> line.contains("is answered 401")))
          .hasSizeLessThanOrEqualTo(1);
      assertThat(log.text()).doesNotContain("guess-", ALL);
    }
  }
}
