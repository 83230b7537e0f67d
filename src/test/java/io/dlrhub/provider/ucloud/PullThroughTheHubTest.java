package io.dlrhub.provider.ucloud;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.InDoubtCount;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Record;
import io.dlrhub.simulator.Fault;
import io.dlrhub.simulator.HandOutState;
import io.dlrhub.simulator.UCloudSimulator;
import io.dlrhub.testing.HubUnderTest;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped pull route: a simulated UCloud at one end, the file sink at the other. */
class PullThroughTheHubTest {

  @TempDir private Path folder;

  @Test
  void everyReportThatIsPulledReachesTheFile() {
    try (UCloudSimulator ucloud = UCloudSimulator.builder().start();
        HubUnderTest hub = hub(ucloud)) {
      ucloud.account().reports(450);
      Set<String> made = ucloud.outside().keys(handed -> true);

      await().atMost(LIMIT).until(() -> hub.fileLines().size() >= made.size());

      assertThat(hub.fileRecords()).extracting(PullThroughTheHubTest::origin).containsOnly("pull");
      assertThat(hub.fileLines()).hasSameSizeAs(made).doesNotHaveDuplicates();
      assertThat(hub.metric(pulls("ok"))).isGreaterThanOrEqualTo(3);
      assertThat(hub.ledger().inDoubtCounts()).isEmpty();
    }
  }

  @Test
  void ofAPageCutInHalfWhatArrivedIsKeptAndTheRestIsCountedInDoubt() {
    try (UCloudSimulator ucloud = UCloudSimulator.builder().start()) {
      ucloud.faults().next("PullUSMSReport", Fault.HALF_BODY);
      ucloud.account().reports(100);
      try (HubUnderTest hub = hub(ucloud)) {
        await().atMost(LIMIT).until(() -> !hub.fileLines().isEmpty());

        await()
            .atMost(LIMIT)
            .untilAsserted(
                () ->
                    assertThat(hub.ledger().inDoubtCounts())
                        .extracting(InDoubtCount::count)
                        .containsExactly(1L));
        assertThat(hub.fileLines()).hasSizeBetween(30, 70);
        assertThat(ucloud.outside().keys(HandOutState::lost)).hasSize(100);
        assertThat(hub.metric(pulls("http-trouble"))).isEqualTo(1);
      }
    }
  }

  private static String pulls(String outcome) {
    return "dlr_pulls_total{action=\"PullUSMSReport\",outcome=\""
        + outcome
        + "\",provider=\"ucloud\"}";
  }

  private HubUnderTest hub(UCloudSimulator ucloud) {
    return HubUnderTest.in(folder)
        .with("dlr.ucloud.pull.enabled", "true")
        .with("dlr.ucloud.pull.period", "100ms")
        .asking(ucloud)
        .start();
  }

  private static String origin(Record record) {
    return ((DeliveryReport) record).origin().wireName();
  }
}
