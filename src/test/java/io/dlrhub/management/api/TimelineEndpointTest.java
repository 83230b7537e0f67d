package io.dlrhub.management.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dlrhub.operator.FindOperation;
import io.dlrhub.operator.HubDefaults;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.Receiver;
import io.dlrhub.testing.UCloudPushes;
import io.dlrhub.testing.Waiting;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What became of a message, by the API and on the command line. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimelineEndpointTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PHONE = "18512345678";

  private HubUnderTest hub;
  private Receiver receiver;

  @BeforeAll
  void start(@TempDir Path folder) {
    receiver =
        Receiver.start()
            .answering(request -> Receiver.Answer.of(request.text().contains("bad-") ? 422 : 200));
    hub =
        HubUnderTest.in(folder)
            .with("dlr.sink.http.enabled", "true")
            .with("dlr.sink.http.start", "beginning")
            .with("dlr.sink.http.url", receiver.url())
            .start();
    Http.post(
        hub.url("/messages"),
        "{\"provider\":\"ucloud\",\"messageId\":\"bad-1\",\"phones\":[\"" + PHONE + "\"]}");
    hub.push("", UCloudPushes.delivered("bad-1", PHONE));
    hub.push("", UCloudPushes.delivered("bad-1", PHONE));
    hub.push("", UCloudPushes.delivered("good-1", PHONE));
    Awaitility.await()
        .atMost(Waiting.LIMIT)
        .until(() -> state("bad-1", "http").equals("dead-letter"));
    Awaitility.await()
        .atMost(Waiting.LIMIT)
        .until(() -> state("good-1", "http").equals("delivered"));
  }

  @AfterAll
  void stop() {
    hub.close();
    receiver.close();
  }

  private JsonNode message(String id) throws Exception {
    return JSON.readTree(hub.manage("/api/messages/" + id).body()).path("messages").path(0);
  }

  private String state(String id, String sink) throws Exception {
    for (JsonNode one : message(id).path("reports").path(0).path("sinks")) {
      if (one.path("name").asText().equals(sink)) {
        return one.path("state").asText();
      }
    }
    return "";
  }

  @Test
  void tellsHowItIsTrackedSeenAndRefused() throws Exception {
    JsonNode message = message("bad-1");
    assertThat(message.path("tracked").path("state").asText()).isEqualTo("complete");
    assertThat(message.path("tracked").path("trackedBy").asText()).isEqualTo("messages");
    JsonNode report = message.path("reports").path(0);
    assertThat(report.path("record").path("status").asText()).isEqualTo("delivered");
    assertThat(report.path("sightings").path(0).path("origin").asText()).isEqualTo("push");
    assertThat(report.path("sightings").path(0).path("repeats").asInt()).isEqualTo(1);
    assertThat(report.path("sinks").findValuesAsText("reason")).anyMatch(r -> r.contains("422"));
    assertThat(state("bad-1", "file")).isEqualTo("delivered");
    assertThat(message("good-1").path("tracked").isNull()).isTrue();
    assertThat(message("good-1?account=other").isMissingNode()).isTrue();
  }

  @Test
  void whatNothingIsKnownOfIs404() {
    assertThat(hub.manage("/api/messages/no-such").statusCode()).isEqualTo(404);
    assertThat(hub.manage("/api/messages/good-1?account=other").statusCode()).isEqualTo(404);
  }

  @Test
  void theCommandFindsByIdAndByPhone() {
    assertThat(find("bad-1"))
        .contains("message bad-1 of ucloud/default (sms)", "tracked", "came again by push 1 times")
        .contains("http: dead-letter because", "file: delivered");
    assertThat(find("+86 185-1234-5678"))
        .contains("message bad-1", "message good-1", "not tracked");
    assertThat(find("--json", "good-1")).startsWith("{\"messageId\":\"good-1\"");
  }

  private String find(String... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      HubDefaults defaults =
          new HubDefaults() {
            @Override
            public String url() {
              return hub.managementUrl("");
            }

            @Override
            public String token() {
              return null;
            }
          };
      assertThat(new CommandLine(new FindOperation(defaults)).execute(arguments)).isZero();
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
