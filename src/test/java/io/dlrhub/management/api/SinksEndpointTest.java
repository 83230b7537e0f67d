package io.dlrhub.management.api;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.UCloudPushes;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinksEndpointTest {

  @TempDir Path folder;

  private static JsonNode onlySink(HubUnderTest hub) throws Exception {
    JsonNode sinks = new ObjectMapper().readTree(hub.manage("/api/sinks").body()).path("sinks");
    assertThat(sinks).hasSize(1);
    return sinks.get(0);
  }

  @Test
  void showsWhereASinkStands() throws Exception {
    try (HubUnderTest hub =
        HubUnderTest.in(folder).with("dlr.sink.file.records", "reports").start()) {
      hub.push("", UCloudPushes.delivered("s-1", 5));
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(onlySink(hub).path("delivered").asLong()).isEqualTo(5));
      JsonNode sink = onlySink(hub);
      assertThat(sink.path("name").asText()).isEqualTo("file");
      assertThat(sink.path("records").asText()).isEqualTo("reports");
      assertThat(sink.path("open").asBoolean()).isTrue();
      assertThat(sink.path("position").asLong()).isEqualTo(5);
      assertThat(sink.path("waiting").asLong(-1)).isZero();
      assertThat(sink.path("lagSeconds").asDouble(-1)).isZero();
      assertThat(sink.path("deadLetters").asLong(-1)).isZero();
      assertThat(sink.path("oldestWaiting").isNull()).isTrue();
    }
  }

  @Test
  void showsThatOneIsBehind() throws Exception {
    Path blocked = Files.writeString(folder.resolve("blocked"), "a file where a folder should be");
    try (HubUnderTest hub =
        HubUnderTest.in(folder)
            .with("dlr.sink.file.directory", blocked.resolve("reports").toString())
            .start()) {
      hub.push("", UCloudPushes.delivered("waiting", 3));
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(onlySink(hub).path("lagSeconds").asDouble()).isGreaterThan(0));
      assertThat(onlySink(hub).path("waiting").asLong()).isEqualTo(3);
      assertThat(onlySink(hub).path("position").asLong(-1)).isZero();
      assertThat(onlySink(hub).path("oldestWaiting").asText()).endsWith("Z");
    }
  }

  @Test
  void namesABadParameter() {
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      assertThat(hub.manage("/api/sinks?name=file").body())
          .startsWith("{\"code\":400,\"message\":\"parameter name is unknown; none is accepted\",");
    }
  }
}
