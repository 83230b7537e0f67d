package io.dlrhub.process;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.RecordJson;
import io.dlrhub.simulator.HandOutState;
import io.dlrhub.simulator.ReadPage;
import io.dlrhub.simulator.SimulatedReport;
import io.dlrhub.simulator.UCloudSimulator;
import io.dlrhub.testing.PushTarget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promises 1, 2 and 3 across SIGKILL: the packaged hub is killed at random moments under push and
 * pull load, and what it wrote is compared with lists kept outside of it.
 */
class CrashIT {

  private static final int KILLS = 8;
  private static final Path JAR = Path.of("target", "dlr-hub.jar").toAbsolutePath();

  @TempDir Path folder;

  private final List<Long> bytesAtKill = new ArrayList<>();
  private ReportFiles files;

  @Test
  void losesAndDoublesNothingWhenKilledAgainAndAgain() throws Exception {
    files = new ReportFiles(folder.resolve("data/reports"));
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (UCloudSimulator provider = UCloudSimulator.builder().seed(seed).start();
        AcknowledgedPushes pushes = new AcknowledgedPushes(4)) {
      for (int kill = 0; kill < KILLS; kill++) {
        PushTarget hub = start(provider);
        pushes.to(hub.address().getPort());
        provider.account().reports(600);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200 + random.nextInt(1500)));
        hub.kill();
        bytesAtKill.add(files.completeBytes());
      }
      pushes.close();
      try (PushTarget hub = start(provider)) {
        await()
            .atMost(LIMIT)
            .until(
                () ->
                    provider.account().waitingToBePulled() == 0 && hub.metric("dlr_sink_lag") == 0);
        checkPulls(provider, (long) hub.metric("dlr_pull_in_doubt_total"), seed);
      }
      checkPushes(pushes.acknowledged(), seed);
      checkRepeats(seed);
    }
  }

  private PushTarget start(UCloudSimulator provider) throws Exception {
    return PushTarget.hub(
        JAR,
        folder,
        List.of("-Xmx256m", "-XX:+UseSerialGC"),
        "dlr.ucloud.endpoint=" + provider.endpoint(),
        "dlr.ucloud.public-key=" + provider.account().publicKey(),
        "dlr.ucloud.private-key=" + provider.account().privateKey(),
        "dlr.ucloud.project-id=" + provider.account().projectId(),
        "dlr.ucloud.pull.enabled=true",
        "dlr.ucloud.pull.period=500ms",
        "dlr.ucloud.pull.limit=50");
  }

  private void checkPushes(Set<String> acknowledged, long seed) throws Exception {
    Set<String> written =
        files.reports().stream().map(DeliveryReport::messageId).collect(Collectors.toSet());
    assertThat(acknowledged).as("seed %d", seed).hasSizeGreaterThan(500);
    assertThat(acknowledged.stream().filter(id -> !written.contains(id)))
        .as("acknowledged but not written, seed %d", seed)
        .isEmpty();
  }

  /** A page is either written whole, but for an unknown that came too late, or counted in doubt. */
  private void checkPulls(UCloudSimulator provider, long inDoubt, long seed) throws Exception {
    Set<String> written =
        files.reports().stream()
            .map(r -> SimulatedReport.key(r.messageId(), r.phone(), r.status().wireName()))
            .collect(Collectors.toSet());
    Set<Integer> missing =
        provider.outside().all().stream()
            .filter(handed -> handed.page() > 0 && !written.contains(handed.report().key()))
            .filter(handed -> !handed.report().key().endsWith("/unknown"))
            .map(HandOutState::page)
            .collect(Collectors.toSet());
    List<ReadPage> pages = provider.outside().pages();
    assertThat(pages).as("seed %d", seed).hasSizeGreaterThan(KILLS);
    assertThat((long) missing.size())
        .as("pages of %d that are missing, seed %d", pages.size(), seed)
        .isLessThanOrEqualTo(inDoubt);
    assertThat(inDoubt).as("pulls in doubt, seed %d", seed).isLessThanOrEqualTo(KILLS);
  }

  /** A line stands twice only when a kill came between its writing and its position. */
  private void checkRepeats(long seed) throws Exception {
    Map<String, Long> first = new HashMap<>();
    long offset = 0;
    for (DeliveryReport report : files.reports()) {
      offset += 1 + RecordJson.write(report).length;
      long end = offset;
      Long before = first.putIfAbsent(report.id().toString(), end);
      if (before != null) {
        assertThat(bytesAtKill)
            .as("%s stands twice, up to byte %d and %d, seed %d", report.id(), before, end, seed)
            .anyMatch(kill -> before <= kill && kill < end);
      }
    }
  }
}
