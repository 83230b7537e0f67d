package io.dlrhub.management.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.UCloudPushes;
import io.dlrhub.testing.Waiting;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What changed, what came of each source, and what a sink waits for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatingEndpointsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private HubUnderTest hub;
  private ServerSocket silent;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    hub =
        HubUnderTest.in(folder)
            .with("dlr.ucloud.push.token", "secret-of-pushes")
            .with("dlr.ucloud.pull.enabled", "true")
            .with("dlr.ucloud.pull.period", "1s")
            .with("dlr.ucloud.endpoint", "http://127.0.0.1:1/")
            .with("dlr.ucloud.public-key", "public")
            .with("dlr.ucloud.private-key", "private")
            .with("dlr.sink.http.enabled", "true")
            .with("dlr.sink.http.url", "http://127.0.0.1:" + silent.getLocalPort() + "/")
            .start();
    hub.push("?token=secret-of-pushes", UCloudPushes.delivered("m-1", "18512345678"));
    hub.push("?token=guessed", UCloudPushes.delivered("m-2", "18512345678"));
  }

  @AfterAll
  void stop() throws Exception {
    silent.close();
    hub.close();
  }

  private JsonNode get(String path) throws Exception {
    return JSON.readTree(hub.manage(path).body());
  }

  private JsonNode source(String action) throws Exception {
    for (JsonNode source : get("/api/sources").path("sources")) {
      if (source.path("action").asText().equals(action)) {
        return source;
      }
    }
    return JSON.missingNode();
  }

  @Test
  void aChangeIsKeptWithWhoWhatAndHowItEnded() throws Exception {
    Http.post(
        hub.managementUrl("/api/sinks/file/pause"),
        "{}",
        "Content-Type",
        "application/json",
        "X-Dlr-Client",
        "page");
    Http.post(
        hub.managementUrl("/api/sinks/nothing/resume"), "{}", "Content-Type", "application/json");
    JsonNode page = get("/api/audit?limit=1");
    JsonNode last = page.path("changes").path(0);
    assertThat(last.path("call").asText()).isEqualTo("POST /api/sinks/nothing/resume");
    assertThat(last.path("status").asInt()).isEqualTo(404);
    assertThat(last.path("by").asText()).isEqualTo("api");
    JsonNode before =
        get("/api/audit?limit=1&before=" + page.path("next").asText()).path("changes").path(0);
    assertThat(before.path("call").asText()).isEqualTo("POST /api/sinks/file/pause");
    assertThat(before.path("status").asInt()).isEqualTo(200);
    assertThat(before.path("by").asText()).isEqualTo("page");
    assertThat(before.path("from").asText()).isEqualTo("127.0.0.1");
    assertThat(before.path("role").asText()).isEqualTo("none");
    assertThat(hub.manage("/api/reports?before=" + page.path("next").asText()).statusCode())
        .as("a cursor of another list")
        .isEqualTo(400);
  }

  @Test
  void eachSourceTellsItsLastSuccessAndError() throws Exception {
    assertThat(source("push").path("lastSuccess").asText()).endsWith("Z");
    assertThat(source("push").path("lastError").asText()).startsWith("token").contains("127.0.0.1");
    assertThat(source("push").path("calls").path("token").asInt()).isEqualTo(1);
    Awaitility.await()
        .atMost(Waiting.LIMIT)
        .until(() -> source("PullUSMSReport").path("lastError").isTextual());
    JsonNode pull = source("PullUSMSReport");
    assertThat(pull.path("lastError").asText()).contains("127.0.0.1:1");
    assertThat(pull.path("failingSince").asText()).endsWith("Z");
    assertThat(pull.path("lastSuccess").isNull()).isTrue();
    assertThat(pull.path("calls").path("http-trouble").asInt()).isPositive();
  }

  @Test
  void aFarEndThatDoesNotAnswerIsWhatItsSinkWaitsFor() throws Exception {
    Awaitility.await()
        .atMost(Waiting.LIMIT)
        .until(() -> sink("http").path("waitsFor").asText().startsWith("an answer of the far end"));
    assertThat(sink("http").path("lastError").asText()).startsWith("no answer so far, since");
    assertThat(hub.manage("/observe/health?data=true").body())
        .contains("\"http.waitsFor\":\"an answer of the far end");
  }

  private JsonNode sink(String name) throws Exception {
    for (JsonNode sink : get("/api/sinks").path("sinks")) {
      if (sink.path("name").asText().equals(name)) {
        return sink;
      }
    }
    return JSON.missingNode();
  }
}
