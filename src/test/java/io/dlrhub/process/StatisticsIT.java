package io.dlrhub.process;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.report.DeliveryStatistics;
import io.dlrhub.report.RecordJson;
import io.dlrhub.simulator.HourlyFigures;
import io.dlrhub.simulator.HourlyFigures.Figures;
import io.dlrhub.simulator.Language;
import io.dlrhub.simulator.Outcome;
import io.dlrhub.simulator.SimulatedMessage;
import io.dlrhub.simulator.SimulatedReport;
import io.dlrhub.simulator.SimulatedVerdict;
import io.dlrhub.simulator.TencentSimulator;
import io.dlrhub.testing.HubProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tencent's statistics through the packaged hub, across restarts. */
class StatisticsIT {

  private static final int HOURS = 3;

  /** Two more than there are messages of, so that the hour may end while the test runs. */
  private static final int LOOKBACK = 5;

  private static final SimulatedVerdict FAILED =
      new SimulatedVerdict(Outcome.FAILED, "UNDELIV", "无法投递", "Undeliverable", 2);

  @TempDir Path folder;

  @Test
  void figuresLandInTheFileAndOnlyChangedOnesAgainAfterARestart() throws Exception {
    try (TencentSimulator tencent = TencentSimulator.builder().start()) {
      List<SimulatedMessage> messages = new ArrayList<>();
      for (int hour = 1; hour <= HOURS; hour++) {
        messages.add(send(tencent, hour));
      }
      HubFolder hub = folder(tencent);
      runUntil(hub, tencent, () -> figures(hub).size() == HOURS);
      assertThat(figures(hub))
          .allSatisfy(one -> assertThat(one.revision()).isEqualTo(1))
          .allSatisfy(one -> assertSame(one, tencent));

      runUntil(hub, tencent, () -> true);
      assertThat(figures(hub)).as("nothing has changed").hasSize(HOURS);

      SimulatedMessage changed = messages.get(0);
      tencent
          .figures()
          .reported(report(changed, changed.phones().size() - 1, SimulatedVerdict.DELIVERED));
      runUntil(hub, tencent, () -> figures(hub).size() > HOURS);
      assertThat(figures(hub))
          .hasSize(HOURS + 1)
          .last()
          .satisfies(
              one -> {
                assertThat(one.revision()).isEqualTo(2);
                assertThat(changed.sentAt()).isBetween(one.windowStart(), one.windowEnd());
                assertSame(one, tencent);
              });
    }
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  /** Until it holds, and every hour was asked for; then the hub is stopped and finishes. */
  private static void runUntil(HubFolder hub, TencentSimulator tencent, Condition condition)
      throws Exception {
    long before = tencent.requests();
    try (HubProcess process = hub.start()) {
      await()
          .atMost(LIMIT)
          .until(() -> tencent.requests() >= before + LOOKBACK && condition.holds());
      process.terminate();
      assertThat(process.exitCode(LIMIT)).isZero();
    }
  }

  private HubFolder folder(TencentSimulator tencent) throws IOException {
    return new HubFolder(
        folder,
        "dlr.tencent.endpoint=" + tencent.endpoint(),
        "dlr.tencent.sdk-app-id=" + TencentSimulator.SDK_APP_ID,
        "dlr.tencent.app-key=" + TencentSimulator.APP_KEY,
        "dlr.tencent.statistics.enabled=true",
        "dlr.tencent.statistics.lookback=" + LOOKBACK + "h");
  }

  /** A message to some phones, of which all but the last were reported. */
  private static SimulatedMessage send(TencentSimulator tencent, int hoursAgo) {
    List<String> phones =
        IntStream.range(0, 10 + hoursAgo).mapToObj(i -> "1851234560" + i).toList();
    SimulatedMessage message =
        new SimulatedMessage(
            "m" + hoursAgo,
            false,
            phones,
            null,
            Language.CHINESE,
            1,
            Instant.now().minus(Duration.ofHours(hoursAgo)));
    tencent.figures().sent(message);
    for (int phone = 0; phone < phones.size() - 1; phone++) {
      tencent
          .figures()
          .reported(report(message, phone, phone < 2 ? FAILED : SimulatedVerdict.DELIVERED));
    }
    return message;
  }

  private static SimulatedReport report(
      SimulatedMessage message, int phone, SimulatedVerdict verdict) {
    return new SimulatedReport(
        phone, message, message.phones().get(phone), verdict, message.sentAt());
  }

  private static void assertSame(DeliveryStatistics one, TencentSimulator tencent) {
    long hour = HourlyFigures.hourOf(one.windowStart());
    Figures own = tencent.figures().sum(hour, hour);
    assertThat(List.of(one.submitted(), one.reported(), one.delivered(), one.failed()))
        .containsExactly(own.success(), own.status(), own.delivered(), own.failed());
    assertThat(one.failures().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(own.failed());
  }

  /** The lines of the hours in which something was sent. */
  private static List<DeliveryStatistics> figures(HubFolder hub) throws IOException {
    return hub.delivered().stream()
        .map(line -> RecordJson.read(line.getBytes(StandardCharsets.UTF_8)))
        .map(DeliveryStatistics.class::cast)
        .filter(one -> one.submitted() > 0)
        .toList();
  }
}
