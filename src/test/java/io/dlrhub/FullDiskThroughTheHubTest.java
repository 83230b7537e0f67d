package io.dlrhub;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Record;
import io.dlrhub.simulator.SimulatedReport;
import io.dlrhub.simulator.UCloudSimulator;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.SmallDisk;
import io.dlrhub.testing.UCloudPushes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The shipped push and pull routes while the ledger's disk is full, and when there is room. */
class FullDiskThroughTheHubTest {

  private static final String REFUSED =
      "dlr_push_refused_total{provider=\"ucloud\",reason=\"ledger\"}";
  private static final String NOT_BEGUN =
      "dlr_pulls_total{action=\"PullUSMSReport\",outcome=\"not-begun\",provider=\"ucloud\"}";

  @TempDir Path folder;
  @RegisterExtension final SmallDisk disk = SmallDisk.ofMegabytes(8);

  private final List<String> acknowledged = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  @Test
  void providersAreRefusedAndNothingIsPulledUntilThereIsRoom() throws Exception {
    try (UCloudSimulator ucloud = UCloudSimulator.builder().start()) {
      ucloud.account().reports(60);
      try (HubUnderTest hub = hub(ucloud)) {
        push(hub, "before");
        // Its page is stored and the next pull is a period away: none is under way.
        await().atMost(LIMIT).until(() -> hub.fileLines().size() == 61);
        assertThat(hub.manage("/observe/health/ready").statusCode()).isEqualTo(200);
        Path ballast = disk.fill("ballast");
        fill(hub);
        isDown(hub);
        nothingIsPulled(ucloud, hub);
        push(hub, "full");
        assertThat(refused).last().isEqualTo("full");
        assertThat(hub.metric(REFUSED)).isGreaterThanOrEqualTo(2);
        isDown(hub);

        Files.delete(ballast);
        await().atMost(LIMIT).until(() -> hub.manage("/observe/health/ready").statusCode() == 200);
        List.copyOf(refused).forEach(id -> push(hub, id));
        assertThat(refused).isEmpty();
        everythingIsThereOnce(ucloud, hub);
      }
    }
  }

  private void everythingIsThereOnce(UCloudSimulator ucloud, HubUnderTest hub) {
    await().atMost(LIMIT).until(() -> ucloud.account().waitingToBePulled() == 0);
    Set<String> pulled = ucloud.outside().keys(handed -> true);
    assertThat(pulled).hasSize(90);
    await()
        .atMost(LIMIT)
        .until(() -> hub.fileLines().size() >= acknowledged.size() + pulled.size());
    assertThat(hub.ledger().inDoubtCounts()).isEmpty();
    List<Record> written = hub.fileRecords();
    assertThat(written).extracting(Record::id).doesNotHaveDuplicates();
    assertThat(written).hasSize(acknowledged.size() + pulled.size());
    assertThat(keys(written, "push")).containsExactlyInAnyOrderElementsOf(pushed());
    assertThat(keys(written, "pull")).containsExactlyInAnyOrderElementsOf(pulled);
  }

  private HubUnderTest hub(UCloudSimulator ucloud) {
    return HubUnderTest.in(folder)
        .with("dlr.ledger.url", "jdbc:sqlite:" + disk.path().resolve("ledger.db"))
        .with("dlr.ucloud.pull.enabled", "true")
        .with("dlr.ucloud.pull.period", "5s")
        .asking(ucloud)
        .start();
  }

  /** Pushes one report, as a provider that remembers what it was answered. */
  private void push(HubUnderTest hub, String messageId) {
    int status = hub.push("", UCloudPushes.delivered(messageId, "18512345678")).statusCode();
    assertThat(status).isIn(200, 503);
    refused.remove(messageId);
    (status == 200 ? acknowledged : refused).add(messageId);
  }

  /** What is in the file already may be written over; then nothing goes in any more. */
  private void fill(HubUnderTest hub) {
    for (int number = 0; refused.isEmpty(); number++) {
      push(hub, "fill-" + number);
    }
  }

  private static void isDown(HubUnderTest hub) {
    var ready = hub.manage("/observe/health/ready");
    assertThat(ready.statusCode()).as(ready.body()).isEqualTo(503);
    assertThat(ready.body()).contains("dlr-ledger");
    assertThat(hub.manage("/observe/health/live").statusCode()).isEqualTo(200);
  }

  /** Though reports wait there: the intent of the pull that was due could not be stored. */
  private static void nothingIsPulled(UCloudSimulator ucloud, HubUnderTest hub) {
    long requests = ucloud.requests();
    int pages = ucloud.outside().pages().size();
    ucloud.account().reports(30);
    await().atMost(LIMIT).until(() -> hub.metric(NOT_BEGUN) >= 1);
    assertThat(ucloud.requests()).isEqualTo(requests);
    assertThat(ucloud.outside().pages()).hasSize(pages);
    assertThat(ucloud.account().waitingToBePulled()).isEqualTo(30);
  }

  private List<String> pushed() {
    return acknowledged.stream()
        .map(id -> SimulatedReport.key(id, "18512345678", "delivered"))
        .toList();
  }

  private static Set<String> keys(List<Record> records, String origin) {
    return records.stream()
        .map(DeliveryReport.class::cast)
        .filter(report -> report.origin().wireName().equals(origin))
        .map(r -> SimulatedReport.key(r.messageId(), r.phone(), r.status().wireName()))
        .collect(Collectors.toSet());
  }
}
