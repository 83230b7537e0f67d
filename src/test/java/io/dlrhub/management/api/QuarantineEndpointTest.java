package io.dlrhub.management.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dlrhub.ledger.Append;
import io.dlrhub.report.Rejected;
import io.dlrhub.testing.HubUnderTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineEndpointTest {

  @TempDir Path folder;

  private static JsonNode json(HubUnderTest hub, String path) throws Exception {
    HttpResponse<String> answer = hub.manage(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  private static void reject(HubUnderTest hub, String source, String reason, byte[] bytes) {
    hub.ledger()
        .append(
            new Append(
                List.of(),
                List.of(new Rejected(source, "shop", reason, "at 3", bytes)),
                null,
                null));
  }

  @Test
  void showsWhatAPushCouldNotBeUnderstoodFor() throws Exception {
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      Instant before = Instant.now();
      hub.push("", "{\"MsgType\":2,");
      hub.push("", "{\"MsgType\":2,");
      JsonNode page = json(hub, "/api/quarantine");
      assertThat(page.path("next").isNull()).isTrue();
      assertThat(page.path("entries")).hasSize(1);
      JsonNode entry = page.path("entries").get(0);
      assertThat(entry.path("source").asText()).isEqualTo("ucloud-push");
      assertThat(entry.path("account").asText()).isEqualTo("default");
      assertThat(entry.path("reason").asText()).isEqualTo("not-json");
      assertThat(entry.path("detail").asText()).isNotEmpty();
      assertThat(entry.path("times").asInt()).isEqualTo(2);
      assertThat(entry.path("size").asInt()).isEqualTo(13);
      assertThat(entry.path("text").asText()).isEqualTo("{\"MsgType\":2,");
      assertThat(entry.path("base64").isNull()).isTrue();
      assertThat(Instant.parse(entry.path("lastAt").asText()))
          .isAfterOrEqualTo(Instant.parse(entry.path("firstAt").asText()))
          .isAfter(before.minusMillis(1));
    }
  }

  @Test
  void showsBytesThatAreNoTextAsBase64AndAtMost64KiBOfThem() throws Exception {
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      byte[] bytes = new byte[70_000];
      bytes[0] = (byte) 0xFF;
      reject(hub, "ucloud-pull", "not-json", bytes);
      JsonNode entry = json(hub, "/api/quarantine").path("entries").get(0);
      assertThat(entry.path("text").isNull()).isTrue();
      assertThat(entry.path("size").asInt()).isEqualTo(70_000);
      assertThat(entry.path("kept").asInt()).isEqualTo(65_536);
      assertThat(entry.path("base64").binaryValue()).hasSize(65_536).startsWith(0xFF);
    }
  }

  @Test
  void findsBySourceReasonAndTimeAndPagesToTheEnd() throws Exception {
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      for (int i = 0; i < 25; i++) {
        String source = i % 2 == 0 ? "even" : "odd";
        reject(hub, source, "r" + i % 3, ("n" + i).getBytes(StandardCharsets.UTF_8));
      }
      assertThat(texts(json(hub, "/api/quarantine?source=odd&reason=r1")))
          .containsExactly("n19", "n13", "n7", "n1");
      assertThat(texts(json(hub, "/api/quarantine?since=2000-01-01T00:00:00Z"))).hasSize(25);
      assertThat(texts(json(hub, "/api/quarantine?since=2100-01-01T00:00:00Z"))).isEmpty();
      List<String> paged = new ArrayList<>();
      JsonNode page = json(hub, "/api/quarantine?limit=7");
      while (true) {
        assertThat(page.path("entries").size()).isBetween(1, 7);
        paged.addAll(texts(page));
        if (page.path("next").isNull()) {
          break;
        }
        page = json(hub, "/api/quarantine?limit=7&before=" + page.path("next").asText());
      }
      assertThat(paged).isEqualTo(texts(json(hub, "/api/quarantine"))).hasSize(25);
    }
  }

  @Test
  void endsAPageBeforeItGetsTooLarge() throws Exception {
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      for (int i = 0; i < 80; i++) {
        byte[] bytes = new byte[65_000];
        bytes[0] = (byte) i;
        reject(hub, "large", "r", bytes);
      }
      JsonNode page = json(hub, "/api/quarantine?limit=1000");
      assertThat(page.path("entries").size()).isBetween(60, 65);
      JsonNode rest = json(hub, "/api/quarantine?limit=1000&before=" + page.path("next").asText());
      assertThat(page.path("entries").size() + rest.path("entries").size()).isEqualTo(80);
      assertThat(rest.path("next").isNull()).isTrue();
    }
  }

  private static List<String> texts(JsonNode page) {
    return page.path("entries").findValuesAsText("text");
  }

  @Test
  void namesABadParameter() {
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      for (String bad : List.of("limit=0", "limit=1001", "before=0", "since=now", "sources=x")) {
        HttpResponse<String> answer = hub.manage("/api/quarantine?" + bad);
        assertThat(answer.statusCode()).as(bad).isEqualTo(400);
        assertThat(answer.body()).contains("parameter " + bad.split("=")[0] + " is ");
      }
    }
  }

  @Test
  void answers503OnceTheLedgerIsClosed() {
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      hub.ledger().close();
      HttpResponse<String> answer = hub.manage("/api/quarantine");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("the ledger is closed");
    }
  }
}
