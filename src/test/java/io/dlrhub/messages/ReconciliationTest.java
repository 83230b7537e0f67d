package io.dlrhub.messages;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.simulator.Fault;
import io.dlrhub.simulator.ReadPage;
import io.dlrhub.simulator.SimulatedMessage;
import io.dlrhub.simulator.SimulatedReport;
import io.dlrhub.simulator.UCloudSimulator;
import io.dlrhub.testing.CapturedLog;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.UCloudPushes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tracked messages through the shipped routes, with a simulated UCloud and real time. */
class ReconciliationTest {

  @TempDir private Path folder;

  @Test
  void aPageLostOnTheWireComesBackByQuery() {
    try (UCloudSimulator ucloud = UCloudSimulator.builder().start()) {
      Set<String> made = keys(ucloud.account().reports(200));
      ucloud.faults().next("PullUSMSReport", Fault.DROPPED_AFTER_READ);
      try (HubUnderTest hub = hub(ucloud, "1h", true).start()) {
        track(hub, ucloud.account().messages());
        await().atMost(LIMIT).until(() -> written(hub).containsAll(finals(made)));

        assertThat(hub.fileRecords())
            .hasSize(200)
            .allSatisfy(r -> assertThat(origin((DeliveryReport) r)).isEqualTo("query"));
        ReadPage lost = ucloud.outside().pages().get(0);
        assertThat(lost.reports()).isEqualTo(200);
        assertThat(lost.whole()).isFalse();
        assertThat(hub.metric("dlr_pull_in_doubt_total{account=\"default\",provider=\"ucloud\"}"))
            .isEqualTo(1);
      }
    }
  }

  @Test
  void aMessageWhosePushWasLostIsAskedForOnSchedule() {
    try (UCloudSimulator ucloud = UCloudSimulator.builder().start()) {
      Set<String> made = keys(ucloud.account().reports(20));
      try (HubUnderTest hub = hub(ucloud, "1s,3s", false).start()) {
        trackRowByRow(hub, ucloud.account().messages());
        await().atMost(LIMIT).until(() -> written(hub).containsAll(finals(made)));
      }
    }
  }

  @Test
  void aMessageNobodyKnowsIsReportedAsMissing() {
    try (UCloudSimulator ucloud = UCloudSimulator.builder().start();
        HubUnderTest hub = hub(ucloud, "500ms,1s", false).start()) {
      assertThat(
              Http.post(
                      hub.url("/messages"),
                      "{\"provider\":\"ucloud\",\"messageId\":\"nobody\",\"phones\":[\"18512345678\"],"
                          + "\"reference\":\"order-1\"}")
                  .body())
          .isEqualTo("{\"tracked\":1,\"new\":1}");
      await().atMost(LIMIT).until(() -> hub.fileLines().size() == 1);
      assertThat(hub.fileRecords())
          .singleElement()
          .satisfies(
              r -> {
                DeliveryReport report = (DeliveryReport) r;
                assertThat(report.code()).isEqualTo("hub:no-report");
                assertThat(report.phone()).isEqualTo("18512345678");
                assertThat(report.reference()).isEqualTo("order-1");
              });
    }
  }

  /** The gateway refuses each batch that has one of two ids in it. */
  @Test
  void anIdThatTheProviderRefusesKeepsNoOtherFromBeingAskedFor() {
    try (UCloudSimulator ucloud = UCloudSimulator.builder().start()) {
      Set<String> made = keys(ucloud.account().reports(60));
      List<String> bad = List.of("no-such-form", "neither");
      bad.forEach(ucloud.account()::refuseId);
      try (HubUnderTest hub = hub(ucloud, "1s,1h", false).start()) {
        // In one request: asked for by themselves, they would look like an account that is refused.
        track(hub, ucloud.account().messages(), bad.toArray(String[]::new));
        await().atMost(LIMIT).until(() -> written(hub).containsAll(finals(made)));
        await().atMost(LIMIT).until(() -> hub.ledger().tracked().missing() == 2);
        await()
            .atMost(LIMIT)
            .until(() -> hub.ledger().sinks().stream().allMatch(sink -> sink.lag() == 0));
        assertThat(hub.fileRecords())
            .map(DeliveryReport.class::cast)
            .filteredOn(report -> bad.contains(report.messageId()))
            .hasSize(2)
            .allSatisfy(
                report -> {
                  assertThat(report.code()).isEqualTo("hub:no-report");
                  assertThat(report.description()).contains("18003");
                });
      }
    }
  }

  /** Every id is refused, each alone too: it is the account, and nothing is given up. */
  @Test
  void anAccountThatIsRefusedEveryIdGivesUpNone() {
    try (UCloudSimulator ucloud = UCloudSimulator.builder().start()) {
      ucloud.account().reports(30);
      int messages = ucloud.account().messages().size();
      ucloud.account().messages().forEach(m -> ucloud.account().refuseId(m.id()));
      try (HubUnderTest hub = hub(ucloud, "500ms,1h", false).start()) {
        track(hub, ucloud.account().messages());
        await()
            .atMost(LIMIT)
            .until(
                () ->
                    hub.metric(
                            "dlr_pulls_total{action=\"GetUSMSSendReceipt\",outcome=\"refused\","
                                + "provider=\"ucloud\"}")
                        >= messages);
        assertThat(hub.fileLines()).isEmpty();
        assertThat(hub.ledger().tracked().waiting()).isEqualTo(messages);
      }
    }
  }

  @Test
  void whatIsMissingIsToldWhereOneLikeItWasReported() {
    try (UCloudSimulator ucloud = UCloudSimulator.builder().start();
        CapturedLog log = new CapturedLog();
        HubUnderTest hub =
            hub(ucloud, "500ms,1s", false).with("dlr.ucloud.push.enabled", "true").start()) {
      assertThat(hub.push("", UCloudPushes.delivered("abc-def", "18512345678")).statusCode())
          .isEqualTo(200);
      trackOne(hub, "ABC-DEF");
      await().atMost(LIMIT).until(() -> hub.ledger().tracked().missing() == 1);
      assertThat(log.text()).contains("Message ABC-DEF", "whose id is abc-def");
    }
  }

  private static void trackOne(HubUnderTest hub, String id) {
    String message =
        "{\"provider\":\"ucloud\",\"messageId\":\"" + id + "\",\"phones\":[\"18512345678\"]}";
    assertThat(Http.post(hub.url("/messages"), message).statusCode()).isEqualTo(202);
  }

  @Test
  void aFailingGatewayUsesUpNoStep() {
    try (UCloudSimulator ucloud = UCloudSimulator.builder().start()) {
      Set<String> made = keys(ucloud.account().reports(5));
      ucloud.faults().next("GetUSMSSendReceipt", Fault.HTTP_504);
      try (HubUnderTest hub = hub(ucloud, "500ms", false).start()) {
        track(hub, ucloud.account().messages());
        await().atMost(LIMIT).until(() -> ucloud.faults().count(Fault.HTTP_504) == 1);
        assertThat(hub.fileLines()).as("nothing is reported as missing").isEmpty();
        assertThat(hub.ledger().tracked().waiting()).isPositive();
        assertThat(made).isNotEmpty();
      }
    }
  }

  @Test
  void answersAListOfMessagesAsTheContractSays() {
    try (UCloudSimulator ucloud = UCloudSimulator.builder().start();
        HubUnderTest hub =
            hub(ucloud, "1h", false).with("dlr.messages.token", "secret,newer").start()) {
      String good = "{\"provider\":\"ucloud\",\"messageId\":\"m\"}";
      assertThat(Http.post(hub.url("/messages"), good).statusCode()).isEqualTo(401);
      var answer = Http.post(hub.url("/messages?token=secret"), "[" + good + "," + good + "]");
      assertThat(answer.statusCode()).isEqualTo(202);
      assertThat(answer.body()).isEqualTo("{\"tracked\":2,\"new\":1}");
      String bearer = "Authorization: Bearer newer";
      assertThat(Http.post(hub.url("/messages"), good, bearer.split(": ")).statusCode())
          .isEqualTo(202);
      var bad = Http.post(hub.url("/messages?token=secret"), "[" + good + ",{}]");
      assertThat(bad.statusCode()).isEqualTo(400);
      assertThat(bad.body()).contains("index 1: provider is missing");
      assertThat(Http.get(hub.url("/messages")).statusCode()).isEqualTo(405);
      assertThat(hub.ledger().tracked().waiting()).isEqualTo(1);
      assertThat(hub.metric("dlr_tracked{state=\"waiting\"}")).isEqualTo(1);
      assertThat(hub.metric("dlr_tracked{state=\"missing\"}")).isZero();
    }
  }

  @Test
  void takesFilesFromTheFolderAndPutsBadOnesAsideWithTheReason() throws Exception {
    Path lists = Files.createDirectories(folder.resolve("lists"));
    Files.writeString(
        lists.resolve("good.ndjson"),
        "{\"provider\":\"ucloud\",\"messageId\":\"a\"}\n{\"provider\":\"ucloud\",\"messageId\":\"b\"}\n");
    Files.writeString(
        lists.resolve("good.csv"), "provider,messageId,phones\nucloud,c,18512345678;18512345679\n");
    Files.writeString(
        lists.resolve("good.json"), "[{\"provider\":\"ucloud\",\"messageId\":\"e\"}]");
    Files.writeString(lists.resolve("bad.csv"), "provider,messageId\nucloud,d\nucloud,\n");
    try (UCloudSimulator ucloud = UCloudSimulator.builder().start();
        HubUnderTest hub =
            hub(ucloud, "1h", false).with("dlr.messages.directory", lists.toString()).start()) {
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> {
                assertThat(lists.resolve("done/good.ndjson")).exists();
                assertThat(lists.resolve("done/good.csv")).exists();
                assertThat(lists.resolve("done/good.json")).exists();
                assertThat(lists.resolve("failed/bad.csv")).exists();
              });
      assertThat(lists.resolve("failed/bad.csv.reason.txt"))
          .hasContent("line 3, column messageId is missing\n");
      assertThat(hub.ledger().tracked().waiting()).isEqualTo(4);
    }
  }

  private HubUnderTest.Settings hub(UCloudSimulator ucloud, String schedule, boolean pull) {
    return HubUnderTest.in(folder)
        .with("dlr.ucloud.push.enabled", "false")
        .with("dlr.ucloud.pull.enabled", Boolean.toString(pull))
        .with("dlr.ucloud.pull.period", "1s")
        .with("dlr.ucloud.query.enabled", "true")
        .with("dlr.query.schedule", schedule)
        .asking(ucloud);
  }

  private static void track(HubUnderTest hub, List<SimulatedMessage> messages, String... more) {
    List<String> lines = new ArrayList<>();
    for (SimulatedMessage message : messages) {
      String phones =
          message.phones().stream()
              .map(phone -> "\"" + phone + "\"")
              .collect(Collectors.joining(",", "[", "]"));
      lines.add(
          "{\"provider\":\"ucloud\",\"messageId\":\""
              + message.id()
              + "\",\"phones\":"
              + phones
              + "}");
    }
    for (String id : more) {
      lines.add("{\"provider\":\"ucloud\",\"messageId\":\"" + id + "\"}");
    }
    var answer = Http.post(hub.url("/messages"), String.join("\n", lines));
    assertThat(answer.body()).isEqualTo("{\"tracked\":%1$d,\"new\":%1$d}".formatted(lines.size()));
  }

  /** An element for each phone, as most systems export. */
  private static void trackRowByRow(HubUnderTest hub, List<SimulatedMessage> messages) {
    List<String> rows = new ArrayList<>();
    for (SimulatedMessage message : messages) {
      for (String phone : message.phones()) {
        rows.add(
            "{\"provider\":\"ucloud\",\"messageId\":\"%s\",\"phone\":\"%s\"}"
                .formatted(message.id(), phone));
      }
    }
    var answer = Http.post(hub.url("/messages"), String.join("\n", rows));
    assertThat(answer.body()).isEqualTo("{\"tracked\":%1$d,\"new\":%1$d}".formatted(rows.size()));
    assertThat(rows).hasSizeGreaterThan(messages.size());
  }

  private static Set<String> keys(List<SimulatedReport> reports) {
    return reports.stream().map(SimulatedReport::key).collect(Collectors.toSet());
  }

  /** An unknown in the answer to a query means not yet, and is not handed on. */
  private static Set<String> finals(Set<String> keys) {
    return keys.stream().filter(key -> !key.endsWith("/unknown")).collect(Collectors.toSet());
  }

  private static Set<String> written(HubUnderTest hub) {
    Set<String> keys = new HashSet<>();
    hub.fileRecords()
        .forEach(
            r -> {
              DeliveryReport report = (DeliveryReport) r;
              keys.add(
                  SimulatedReport.key(
                      report.messageId(), report.phone(), report.status().wireName()));
            });
    return keys;
  }

  private static String origin(DeliveryReport report) {
    return report.origin().wireName();
  }
}
