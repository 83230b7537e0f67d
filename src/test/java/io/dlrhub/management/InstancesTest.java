package io.dlrhub.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dlrhub.ledger.PostgresServer;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.UCloudPushes;
import io.dlrhub.testing.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hubs on one PostgreSQL, as an operator sees them. */
class InstancesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private HubUnderTest.Settings hub(String name, String place) throws Exception {
    return HubUnderTest.in(Files.createDirectories(folder.resolve(place)))
        .with("dlr.ledger.url", PostgresServer.url(folder.resolve("ledger")))
        .with("dlr.instance", name)
        .with("dlr.sink.file.directory", folder.resolve("reports").toString());
  }

  @Test
  void areTwoWithANameOfTheirOwnEach() throws Exception {
    try (HubUnderTest one = hub("a", "one").start();
        HubUnderTest other = hub("b", "other").start()) {
      assertThat(other.push("", UCloudPushes.delivered("s-1", "18512345678")).statusCode())
          .isEqualTo(200);
      await().atMost(Waiting.LIMIT).until(() -> written().size() == 1);
      JsonNode seen = JSON.readTree(other.manage("/api/instances").body());
      assertThat(seen.path("shared").asBoolean()).isTrue();
      assertThat(seen.path("instances").findValuesAsText("self")).containsExactly("false", "true");
      JsonNode feeds = seen.path("instances").path(0).path("holds").path(0);
      assertThat(feeds.path("kind").asText()).isEqualTo("sink");
      assertThat(feeds.path("name").asText()).isEqualTo("file");
      assertThat(written().get(0)).matches("reports-\\d{4}-\\d\\d-\\d\\d-a\\.ndjson");
      assertThat(one.metric("dlr_sink_lag{instance=\"a\",sink=\"file\"}")).isZero();
      assertThat(other.manage("/observe/metrics").body().lines())
          .filteredOn(line -> !line.startsWith("#"))
          .allMatch(line -> line.contains("instance=\"b\""));
      assertThatThrownBy(() -> hub("a", "third").start())
          .hasStackTraceContaining("an instance that is called 'a' is alive");
    }
  }

  private List<String> written() throws Exception {
    Path reports = folder.resolve("reports");
    if (!Files.isDirectory(reports)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(reports)) {
      return files
          .filter(file -> file.toString().endsWith(".ndjson"))
          .filter(file -> file.toFile().length() > 0)
          .map(file -> file.getFileName().toString())
          .toList();
    }
  }
}
