package io.dlrhub.management;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Reports;
import io.dlrhub.report.InDoubt;
import io.dlrhub.report.Origin;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.UCloudPushes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryEndpointTest {

  @TempDir Path folder;

  private static JsonNode summary(HubUnderTest hub) throws Exception {
    return new ObjectMapper().readTree(hub.manage("/api/summary").body());
  }

  @Test
  void saysHowAHubIsThatHasDoneNothing() throws Exception {
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      JsonNode summary = summary(hub);
      assertThat(summary.path("version").asText()).isEqualTo("development");
      assertThat(Instant.parse(summary.path("startedAt").asText()))
          .isBeforeOrEqualTo(Instant.parse(summary.path("now").asText()));
      assertThat(summary.path("health").toString())
          .isEqualTo("{\"status\":\"UP\",\"problems\":[]}");
      JsonNode ledger = summary.path("ledger");
      assertThat(ledger.path("reports").asLong(-1)).isZero();
      assertThat(ledger.path("oldestReceivedAt").isNull()).isTrue();
      assertThat(ledger.path("fileBytes").asLong()).isGreaterThan(8192);
      assertThat(summary.path("quarantine").toString()).isEqualTo("{\"entries\":0,\"bytes\":0}");
      assertThat(summary.path("sinceStart").path("reports").get(0).toString())
          .isEqualTo(
              "{\"provider\":\"ucloud\",\"account\":\"default\",\"channel\":\"sms\","
                  + "\"delivered\":0,\"failed\":0,\"unknown\":0}");
      assertThat(summary.path("sinks").get(0).path("name").asText()).isEqualTo("file");
    }
  }

  @Test
  void countsWhatWasDoneAndWhatThereIs() throws Exception {
    Instant before = Instant.now();
    try (HubUnderTest hub = HubUnderTest.in(folder).with("dlr.messages.token", "t").start()) {
      hub.push("", UCloudPushes.delivered("s-1", 5));
      hub.push("", UCloudPushes.delivered("s-1", 5));
      hub.push("", "{");
      hub.push("", "[");
      Http.post(hub.url("/messages?token=t"), "{\"provider\":\"ucloud\",\"messageId\":\"m\"}");
      hub.ledger()
          .append(
              Append.of(
                  List.of(
                      Reports.number(1).toBuilder().origin(Origin.QUERY).build(),
                      Reports.statistics(1, 80),
                      Reports.statistics(2, 80))));
      hub.ledger()
          .append(
              new Append(
                  List.of(),
                  List.of(),
                  null,
                  new InDoubt("ucloud", "shop", "PullUSMSReport", before, "connection cut")));
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> {
                JsonNode summary = summary(hub);
                assertThat(summary.path("sinks").get(0).path("delivered").asLong()).isEqualTo(8);
                assertThat(summary.path("inDoubt").toString())
                    .isEqualTo("[{\"provider\":\"ucloud\",\"account\":\"shop\",\"count\":1}]");
              });
      JsonNode summary = summary(hub);
      assertThat(summary.path("ledger").path("reports").asLong()).isEqualTo(6);
      assertThat(summary.path("ledger").path("statistics").asLong()).isEqualTo(2);
      assertThat(Instant.parse(summary.path("ledger").path("oldestReceivedAt").asText()))
          .isAfter(before.minusSeconds(1));
      assertThat(summary.path("ledger").path("newestReceivedAt").asText())
          .isEqualTo(Reports.RECEIVED.toString());
      assertThat(summary.path("quarantine").path("entries").asLong()).isEqualTo(2);
      assertThat(summary.path("quarantine").path("bytes").asLong()).isGreaterThan(1000);
      assertThat(summary.path("tracked").toString())
          .isEqualTo("{\"waiting\":1,\"complete\":0,\"missing\":0}");
      JsonNode sinceStart = summary.path("sinceStart");
      assertThat(sinceStart.path("reports").get(0).path("delivered").asLong()).isEqualTo(6);
      assertThat(sinceStart.path("duplicates").toString())
          .isEqualTo("[{\"provider\":\"ucloud\",\"account\":\"default\",\"count\":5}]");
      assertThat(sinceStart.path("quarantined").toString())
          .contains("{\"source\":\"ucloud-push\",\"reason\":\"not-json\",\"count\":2}");
    }
  }

  @Test
  void namesWhatIsWrong() throws Exception {
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      hub.context().getRouteController().stopRoute("ucloud-push");
      hub.context().removeRoute("ucloud-push");
      JsonNode health = summary(hub).path("health");
      assertThat(health.path("status").asText()).isEqualTo("DOWN");
      assertThat(health.path("problems").toString())
          .contains(
              "{\"check\":\"dlr-routes\",\"message\":\"takes no pushes: route ucloud-push\"}");
      assertThat(hub.manage("/api/summary?x=1").body()).contains("parameter x is unknown");
    }
  }
}
