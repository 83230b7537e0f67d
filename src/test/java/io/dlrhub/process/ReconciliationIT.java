package io.dlrhub.process;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Origin;
import io.dlrhub.simulator.Fault;
import io.dlrhub.simulator.ReadPage;
import io.dlrhub.simulator.SimulatedMessage;
import io.dlrhub.simulator.SimulatedReport;
import io.dlrhub.simulator.UCloudAccount;
import io.dlrhub.simulator.UCloudSimulator;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.HubProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 3 across SIGKILL: a page that UCloud has deleted and the hub never had comes back. */
class ReconciliationIT {

  private static final int PAGE = 200;

  @TempDir Path folder;

  @Test
  void aPageWhoseAnswerAKillCutShortComesBackByQueryEachReportOnce() throws Exception {
    try (UCloudSimulator ucloud = UCloudSimulator.builder().start()) {
      List<SimulatedReport> made = ucloud.account().reports(PAGE);
      // Read and deleted at once, but answered long after the hub is gone.
      ucloud.slowness(Duration.ofMinutes(10)).faults().next("PullUSMSReport", Fault.SLOW);
      HubFolder hub = folder(ucloud);
      try (HubProcess killed = hub.start()) {
        track(hub, ucloud.account().messages());
        await().atMost(LIMIT).until(() -> ucloud.outside().pages().size() == 1);
        killed.kill();
      }
      assertThat(ucloud.outside().pages()).extracting(ReadPage::reports).containsExactly(PAGE);
      assertThat(hub.delivered()).isEmpty();

      try (HubProcess again = hub.start()) {
        await().atMost(LIMIT).until(() -> hub.delivered().size() >= PAGE);
        assertThat(Http.get(hub.management("/observe/metrics")).body())
            .containsPattern("dlr_pull_in_doubt_total\\{[^}]*\\} 1[.]0");
        again.terminate();
        assertThat(again.exitCode(LIMIT)).isZero();
      }
      List<DeliveryReport> reports = new ReportFiles(folder.resolve("data/reports")).reports();
      assertThat(reports).extracting(DeliveryReport::origin).containsOnly(Origin.QUERY);
      assertThat(reports)
          .extracting(r -> SimulatedReport.key(r.messageId(), r.phone(), r.status().wireName()))
          .containsExactlyInAnyOrderElementsOf(made.stream().map(SimulatedReport::key).toList());
    }
  }

  /** Of the schedule's only step nothing is to be seen for half a day. */
  private HubFolder folder(UCloudSimulator ucloud) throws Exception {
    UCloudAccount account = ucloud.account();
    return new HubFolder(
        folder,
        "dlr.ucloud.endpoint=" + ucloud.endpoint(),
        "dlr.ucloud.public-key=" + account.publicKey(),
        "dlr.ucloud.private-key=" + account.privateKey(),
        "dlr.ucloud.project-id=" + account.projectId(),
        "dlr.ucloud.pull.enabled=true",
        "dlr.ucloud.pull.period=1s",
        "dlr.ucloud.query.enabled=true",
        "dlr.query.schedule=12h");
  }

  private static void track(HubFolder hub, List<SimulatedMessage> messages) {
    String lines =
        messages.stream()
            .map(
                message ->
                    "{\"provider\":\"ucloud\",\"messageId\":\""
                        + message.id()
                        + "\",\"phones\":[\""
                        + String.join("\",\"", message.phones())
                        + "\"]}")
            .collect(Collectors.joining("\n"));
    assertThat(Http.post("http://127.0.0.1:" + hub.port + "/messages", lines).body())
        .isEqualTo("{\"tracked\":%1$d,\"new\":%1$d}".formatted(messages.size()));
  }
}
