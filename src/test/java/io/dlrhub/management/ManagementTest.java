package io.dlrhub.management;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.RejectReason;
import io.dlrhub.testing.CapturedLog;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.UCloudPushes;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Health and metrics of the hub as docs/operations.md names them. */
class ManagementTest {

  @TempDir Path folder;

  @Test
  void everyMetricIsThereFromTheStartAtZero() {
    try (HubUnderTest hub = HubUnderTest.in(folder).with("dlr.ucloud.account", "shop").start()) {
      String report = "account=\"shop\",channel=\"sms\",origin=\"push\",provider=\"ucloud\"";
      assertZero(hub, "dlr_reports_total{" + report + ",status=\"delivered\"}");
      assertZero(hub, "dlr_duplicates_total{account=\"shop\",origin=\"push\",provider=\"ucloud\"}");
      assertZero(hub, "dlr_quarantined_total{reason=\"not-json\",source=\"ucloud-push\"}");
      assertZero(hub, "dlr_push_refused_total{provider=\"ucloud\",reason=\"token\"}");
      assertZero(
          hub, "dlr_pulls_total{action=\"PullUSMSReport\",outcome=\"ok\",provider=\"ucloud\"}");
      assertZero(hub, "dlr_pull_in_doubt_total{account=\"shop\",provider=\"ucloud\"}");
      assertZero(hub, "dlr_sink_delivered_total{sink=\"file\"}");
      assertZero(hub, "dlr_sink_lag{sink=\"file\"}");
      assertZero(hub, "dlr_sink_lag_seconds{sink=\"file\"}");
      assertZero(hub, "dlr_sink_dead_letters{sink=\"file\"}");
      assertZero(hub, "dlr_ledger_append_seconds_count");
      assertZero(hub, "dlr_ledger_commit_failures_total");
      assertZero(hub, "dlr_quarantine_trimmed_total");
      for (String state : List.of("waiting", "complete", "missing")) {
        assertZero(hub, "dlr_tracked{state=\"" + state + "\"}");
      }
    }
  }

  @Test
  void whatAnEnabledSourceCountsIsThereFromTheStartAtZero() {
    try (HubUnderTest hub =
        HubUnderTest.in(folder)
            .with("dlr.ucloud.account", "shop-1.x")
            .with("dlr.ucloud.query.enabled", "true")
            .with("dlr.ucloud.video-query.enabled", "true")
            .with("dlr.ucloud.endpoint", "http://127.0.0.1:9/")
            .with("dlr.ucloud.public-key", "p")
            .with("dlr.ucloud.private-key", "k")
            .with("dlr.ucloud.region", "r")
            .with("dlr.ucloud.zone", "z")
            .with("dlr.tencent.statistics.enabled", "true")
            .with("dlr.tencent.endpoint", "http://127.0.0.1:9/")
            .with("dlr.tencent.sdk-app-id", "1400000000")
            .with("dlr.tencent.app-key", "k")
            .start()) {
      for (String channel : List.of("sms", "video")) {
        for (DeliveryStatus status : DeliveryStatus.values()) {
          assertZero(
              hub,
              "dlr_reports_total{account=\"shop-1.x\",channel=\""
                  + channel
                  + "\",origin=\"query\",provider=\"ucloud\",status=\""
                  + status.wireName()
                  + "\"}");
        }
      }
      for (String source :
          List.of(
              "ucloud-push",
              "ucloud-pull",
              "ucloud-query",
              "ucloud-video-query",
              "tencent-statistics")) {
        assertThat(RejectReason.of(source)).isNotEmpty();
        for (RejectReason reason : RejectReason.of(source)) {
          String labels = "{reason=\"" + reason.wireName() + "\",source=\"" + source + "\"}";
          assertZero(hub, "dlr_quarantined_total" + labels);
        }
      }
    }
  }

  @Test
  void aSourceThatIsOffCountsNothing() {
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      assertThat(hub.manage("/observe/metrics").body())
          .doesNotContain("ucloud-video-query", "tencent-statistics", "origin=\"query\"");
    }
  }

  @Test
  void whatASecondAccountCountsIsThereFromTheStartAtZero() throws Exception {
    Path routes = Files.createDirectories(folder.resolve("routes"));
    String shipped = Files.readString(Path.of("routes/ucloud.yaml"));
    Files.writeString(routes.resolve("ucloud.yaml"), shipped);
    Files.writeString(
        routes.resolve("shop2.yaml"),
        shipped
            .replaceAll("(id: |-source/)ucloud-", "$1shop2-")
            .replace("{{dlr.ucloud.account}}", "shop2")
            .replace("{{dlr.ucloud.push.path}}", "/shop2"));
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      assertZero(
          hub,
          "dlr_reports_total{account=\"shop2\",channel=\"sms\",origin=\"push\","
              + "provider=\"ucloud\",status=\"failed\"}");
    }
  }

  @Test
  void oldestEntriesOfTheQuarantineGoCountedAndLogged() {
    try (CapturedLog log = new CapturedLog();
        HubUnderTest hub = HubUnderTest.in(folder).with("dlr.quarantine.max-size", "1m").start()) {
      for (int i = 0; i < 40; i++) {
        hub.push("", i + "x".repeat(60_000));
      }
      assertThat(hub.metric("dlr_quarantine_trimmed_total")).isBetween(20.0, 30.0);
      assertThat(log.text().lines().filter(line -> line.contains("oldest entries")))
          .singleElement()
          .asString()
          .contains("WARN")
          .endsWith(
              "the quarantine is full (dlr.quarantine.max-size): 1 of its oldest entries were"
                  + " removed");
    }
  }

  @Test
  void countsWhatHappens() {
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      hub.push("", UCloudPushes.delivered("counted", 5));
      await().atMost(LIMIT).until(() -> hub.metric("dlr_sink_delivered_total{sink=\"file\"}") == 5);
      assertThat(
              hub.metric(
                  "dlr_reports_total{account=\"default\",channel=\"sms\",origin=\"push\","
                      + "provider=\"ucloud\",status=\"delivered\"}"))
          .isEqualTo(5);
      assertThat(hub.metric("dlr_ledger_append_seconds_count")).isEqualTo(1);
      assertThat(hub.metric("dlr_ledger_append_seconds_sum")).isGreaterThan(0);
    }
  }

  @Test
  void theMetricsPageIsWhatPrometheusReads() {
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      HttpResponse<String> page = hub.manage("/observe/metrics");
      assertThat(page.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
      assertThat(page.body())
          .contains("# TYPE dlr_reports_total counter", "# TYPE dlr_sink_lag gauge")
          .contains("# TYPE dlr_ledger_append_seconds histogram", "jvm_memory_used_bytes");
    }
  }

  @Test
  void aSinkThatIsBehindIsTold() throws Exception {
    Path blocked = Files.writeString(folder.resolve("blocked"), "a file where a folder should be");
    try (HubUnderTest hub =
        HubUnderTest.in(folder)
            .with("dlr.sink.file.directory", blocked.resolve("reports").toString())
            .start()) {
      hub.push("", UCloudPushes.delivered("waiting", 3));
      await().atMost(LIMIT).until(() -> hub.metric("dlr_sink_lag_seconds{sink=\"file\"}") > 1);
      assertThat(hub.metric("dlr_sink_lag{sink=\"file\"}")).isEqualTo(3);
      HttpResponse<String> ready = hub.manage("/observe/health/ready?data=true");
      assertThat(ready.body()).contains("\"file.waiting\":3", "file.oldestWaiting");
      assertThat(ready.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void readinessIsDownWhileARouteIsMissing() throws Exception {
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      assertThat(hub.manage("/observe/health").body())
          .contains("dlr-routes", "dlr-ledger", "dlr-sinks");
      hub.context().getRouteController().stopRoute("ucloud-push");
      hub.context().removeRoute("ucloud-push");
      HttpResponse<String> ready = hub.manage("/observe/health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("takes no pushes: ");
      assertThat(hub.manage("/observe/health/live").statusCode()).isEqualTo(200);
    }
  }

  private static void assertZero(HubUnderTest hub, String series) {
    assertThat(hub.metric(series)).as(series).isZero();
  }
}
