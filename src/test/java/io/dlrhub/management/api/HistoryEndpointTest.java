package io.dlrhub.management.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.UCloudPushes;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryEndpointTest {

  @TempDir Path folder;

  @Test
  void countsNewReportsByTheTimeTheyWereStored() throws Exception {
    Instant before = Instant.now().truncatedTo(ChronoUnit.HOURS);
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      assertThat(json(hub, "/api/history").path("points").size()).isZero();
      hub.push("", UCloudPushes.delivered("s-1", 5));
      hub.push("", UCloudPushes.delivered("s-1", 5));
      hub.push("", UCloudPushes.delivered("s-2", 2));

      for (String step : new String[] {"minute", "hour"}) {
        JsonNode history = json(hub, "/api/history?step=" + step);
        assertThat(history.path("complete").asBoolean()).isTrue();
        assertThat(history.path("step").asText()).isEqualTo(step);
        long sum = 0;
        for (JsonNode point : history.path("points")) {
          sum += point.path("count").asLong();
          assertThat(Instant.parse(point.path("start").asText())).isAfterOrEqualTo(before);
          assertThat(point.path("provider").asText()).isEqualTo("ucloud");
          assertThat(point.path("account").asText()).isEqualTo("default");
          assertThat(point.path("channel").asText()).isEqualTo("sms");
          assertThat(point.path("status").asText()).isEqualTo("delivered");
          assertThat(point.path("reason").isNull()).isTrue();
        }
        assertThat(sum).as("a repeat is not counted").isEqualTo(7);
      }
      JsonNode summed = json(hub, "/api/summary").path("history");
      assertThat(summed.path("step").asText()).isEqualTo("minute");
      assertThat(summed.path("points").get(0).path("count").asLong()).isPositive();
      assertThat(json(hub, "/api/history?until=2026-01-01T00:00:00Z").path("points").size())
          .isZero();
    }
  }

  @Test
  void saysWhatIsAccepted() throws Exception {
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      refused(hub, "step=second", "step", "minute, hour");
      refused(hub, "since=2020-01-01T00:00:00Z", "since", "1 to 1500 steps, here of a minute");
      refused(hub, "step=hour&since=2020-01-01T00:00:00Z", "since", "here of an hour");
      refused(hub, "since=1950-01-01T00:00:00Z", "since", "years from 1970 to 9999");
    }
  }

  private static void refused(HubUnderTest hub, String query, String... told) throws Exception {
    HttpResponse<String> answer = hub.manage("/api/history?" + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains(told);
  }

  private static JsonNode json(HubUnderTest hub, String path) throws Exception {
    HttpResponse<String> answer = hub.manage(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }
}
