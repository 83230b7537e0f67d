package io.dlrhub.management.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dlrhub.ledger.TooManyAccounts;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.ReconciliationFixture;
import io.dlrhub.testing.SettableClock;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reconciliation over HTTP, of the fixture's night and its two accounts. */
class ReconciliationEndpointTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NIGHT =
      "/api/reconciliation?from=2026-11-19T16:00:00Z&to=2026-11-19T23:00:00Z";

  @TempDir Path folder;

  /** Half an hour after midnight: the schedule of no message is over yet. */
  private HubUnderTest hub() {
    return HubUnderTest.in(folder).clock(new SettableClock("2026-11-20T00:30:00Z")).start();
  }

  private HubUnderTest hubOfTheNight() {
    HubUnderTest hub = hub();
    ReconciliationFixture.fill(hub);
    return hub;
  }

  private static JsonNode reconciliation(HubUnderTest hub, String path) throws IOException {
    HttpResponse<String> answer = hub.manage(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  /** What the fixture has of an hour, and nothing else. */
  private static ObjectNode asExpected(JsonNode hour, String why) {
    ObjectNode same = JSON.createObjectNode();
    same.set("account", hour.get("account"));
    same.set("hour", hour.get("hour"));
    same.put("why", why);
    same.set("tracked", hour.get("tracked"));
    same.set("held", hour.get("held"));
    JsonNode statistics = hour.get("statistics");
    same.set(
        "statistics",
        statistics.isNull() ? statistics : ((ObjectNode) statistics).without("revision"));
    for (String list : List.of("missing", "untracked")) {
      assertThat(hour.get(list + "Count").asInt()).isEqualTo(hour.get(list).size());
      hour.get(list)
          .forEach(
              one -> same.withArray(list).add(((ObjectNode) one).retain("messageId", "phone")));
      same.withArray(list);
    }
    return same;
  }

  @Test
  void balancesTheNight() throws Exception {
    try (HubUnderTest hub = hubOfTheNight()) {
      JsonNode reconciliation = reconciliation(hub, NIGHT);
      JsonNode expected = JSON.readTree(ReconciliationFixture.text("expected.json"));
      assertThat(reconciliation.get("hours")).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        String why = expected.get(i).get("why").asText();
        assertThat(asExpected(reconciliation.get("hours").get(i), why))
            .as(why)
            .isEqualTo(expected.get(i));
      }
      assertThat(reconciliation.get("complete").asBoolean()).isTrue();
      assertThat(reconciliation.get("moreMissing").asBoolean(true)).isFalse();
      assertThat(reconciliation.get("moreUntracked").asBoolean(true)).isFalse();
    }
  }

  @Test
  void tellsTheDifferenceAsFiguresAndAsRecords() throws Exception {
    try (HubUnderTest hub = hubOfTheNight()) {
      JsonNode lost = reconciliation(hub, NIGHT).get("hours").get(1);
      assertThat(lost.get("difference"))
          .isEqualTo(
              JSON.readTree("{\"submitted\":0,\"reported\":1,\"delivered\":0,\"failed\":1}"));
      assertThat(lost.get("statistics").get("revision").asInt()).isEqualTo(1);
      assertThat(lost.get("missing").get(0))
          .isEqualTo(
              JSON.readTree(
                  "{\"messageId\":\"B-1\",\"phone\":\"18500000005\",\"provider\":\"ucloud\","
                      + "\"reference\":null,\"sentAt\":\"2026-11-19T17:10:00Z\","
                      + "\"lastStatus\":null,\"givenUp\":false}"));
      JsonNode noReport = reconciliation(hub, NIGHT).get("hours").get(2);
      assertThat(noReport.get("statistics").get("revision").asInt()).isEqualTo(2);
      assertThat(noReport.get("missing").get(0).get("lastStatus").asText()).isEqualTo("unknown");
      JsonNode nobodys = reconciliation(hub, NIGHT).get("hours").get(5).get("untracked").get(1);
      assertThat(nobodys.get("status").asText()).isEqualTo("failed");
      assertThat(nobodys.get("id").asText()).hasSize(32);
      assertThat(nobodys.get("reportedAt").asText()).isEqualTo("2026-11-19T21:20:00Z");
    }
  }

  @Test
  void answersForOneAccountAndTheLastDay() throws Exception {
    try (HubUnderTest hub = hubOfTheNight()) {
      JsonNode shop2 = reconciliation(hub, "/api/reconciliation?account=shop2");
      assertThat(shop2.get("from").asText()).isEqualTo("2026-11-19T01:00:00Z");
      assertThat(shop2.get("to").asText()).isEqualTo("2026-11-20T01:00:00Z");
      assertThat(shop2.get("hours")).hasSize(1);
      JsonNode some = reconciliation(hub, "/api/reconciliation?to=2026-11-19T16:00:01Z");
      assertThat(some.get("from").asText()).isEqualTo("2026-11-18T17:00:00Z");
      assertThat(some.get("hours")).hasSize(2);
      assertThat(reconciliation(hub, "/api/books?to=2026-11-19T16:00:01Z")).isEqualTo(some);
      JsonNode rest =
          reconciliation(
              hub, "/api/reconciliation?from=2026-11-20T06:30:00%2B08:00&account=default");
      assertThat(rest.get("from").asText()).isEqualTo("2026-11-19T22:00:00Z");
      assertThat(rest.get("hours")).hasSize(1);
    }
  }

  @Test
  void answersForARangeWithoutData() throws Exception {
    try (HubUnderTest hub = hubOfTheNight()) {
      assertThat(reconciliation(hub, "/api/reconciliation?account=nobody").get("hours")).isEmpty();
      JsonNode before =
          reconciliation(
              hub, "/api/reconciliation?from=2026-09-01T00:00:00Z&to=2026-09-02T00:00:00Z");
      assertThat(before.get("hours")).isEmpty();
      assertThat(before.get("complete").asBoolean(true)).isFalse();
      assertThat(before.get("keptSince").asText()).isEqualTo("2026-10-21T00:30:00Z");
      JsonNode after =
          reconciliation(
              hub, "/api/reconciliation?from=2027-01-01T00:00:00Z&to=2027-01-02T00:00:00Z");
      assertThat(after.get("hours")).isEmpty();
    }
  }

  @Test
  void namesABadParameter() {
    try (HubUnderTest hub = hub()) {
      refuses(hub, "from=today", "parameter from is 'today'; accepted is a time as RFC 3339");
      refuses(hub, "to=2026-11-20", "parameter to is '2026-11-20'; accepted is a time");
      refuses(
          hub,
          "from=2026-11-19T10:00:00Z&to=2026-11-19T10:00:00Z",
          "parameter from is '2026-11-19T10:00:00Z'; accepted is a time before"
              + " 2026-11-19T10:00:00Z");
      refuses(hub, "from=2026-11-20T00:30:01Z", "accepted is a time before 2026-11-20T00:30:00Z");
      refuses(
          hub,
          "from=2026-10-19T10:00:00Z&to=2026-11-19T10:00:01Z",
          "accepted are at most 31 days: from 2026-10-19T11:00:00Z to 2026-11-19T11:00:00Z");
      refuses(hub, "from=1969-12-31T23:59:59Z", "parameter from is '1969-12-31T23:59:59Z';");
      refuses(hub, "to=%2B99999-01-01T00:00:00Z", "parameter to is '+99999-01-01T00:00:00Z';");
      refuses(hub, "to=1970-01-01T00:00:00Z", "parameter to is '1970-01-01T00:00:00Z';");
      refuses(hub, "hour=1", "parameter hour is unknown; accepted: account, from, to");
    }
  }

  @Test
  void wantsAnAccountWhereThereAreTooMany() throws Exception {
    try (HubUnderTest hub = hub()) {
      String list =
          IntStream.rangeClosed(0, TooManyAccounts.MOST)
              .mapToObj(
                  i ->
                      "{\"provider\":\"ucloud\",\"account\":\"account-%d\",\"messageId\":\"m\"}"
                          .formatted(i))
              .collect(Collectors.joining("\n"));
      assertThat(Http.post(hub.url("/messages"), list).statusCode()).isEqualTo(202);
      refuses(hub, "", "parameter account is missing; there are more than 1000 accounts");
      assertThat(reconciliation(hub, "/api/reconciliation?account=account-1000").get("hours"))
          .hasSize(1);
    }
  }

  private static void refuses(HubUnderTest hub, String query, String message) {
    HttpResponse<String> answer = hub.manage("/api/reconciliation?" + query);
    assertThat(answer.statusCode()).as(query).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"code\":400,").contains(message);
  }
}
