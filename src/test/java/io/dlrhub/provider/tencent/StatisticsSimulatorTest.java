package io.dlrhub.provider.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.report.DeliveryStatistics;
import io.dlrhub.report.PullOutcome;
import io.dlrhub.report.WindowJournal;
import io.dlrhub.simulator.HourlyFigures;
import io.dlrhub.simulator.TencentFault;
import io.dlrhub.simulator.TencentSimulator;
import io.dlrhub.simulator.Timer;
import io.dlrhub.simulator.Traffic;
import io.dlrhub.testing.CapturedLog;
import io.dlrhub.testing.SettableClock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Kamelet against the simulated Tencent, which checks every request as Tencent does. */
class StatisticsSimulatorTest {

  private static final Set<TencentFault> HARMLESS =
      EnumSet.range(TencentFault.LOWER_CASE_OK, TencentFault.EXTRA_FIELD);

  /** Shortly before midnight in Beijing. */
  private final SettableClock clock = new SettableClock("2026-12-31T14:10:00Z");

  private final TencentSimulator tencent =
      TencentSimulator.builder()
          .clock(clock)
          .timer(new NoTimer())
          .traffic(new Traffic(7).meanDelay(Duration.ofMinutes(40)).unknownShare(0))
          .start();
  private StatisticsHost host;

  @BeforeEach
  void setUp() {
    host = new StatisticsHost(tencent.endpoint(), clock, WindowJournal.inMemory());
    host.option("sdkAppId", TencentSimulator.SDK_APP_ID).option("appKey", TencentSimulator.APP_KEY);
    host.option("lookback", "6h");
  }

  @AfterEach
  void tearDown() {
    host.close();
    tencent.close();
  }

  @Test
  void agreesWithTencentInEveryHourOverTheTurnOfTheYear() throws Exception {
    host.start();
    for (int hour = 0; hour < 12; hour++) {
      int calls = 6 + 7 * hour; // the lookback, then each hour a new one and one for the last time
      host.await(() -> host.outcomes.size() == calls);
      for (int i = 0; i < 40 && hour < 5; i++) {
        tencent.send();
      }
      clock.advance(Duration.ofHours(1));
      tencent.advance();
    }
    host.await(() -> host.outcomes.size() == 6 + 7 * 12);
    assertThat(host.outcomes).containsOnly(PullOutcome.OK);
    Map<Long, DeliveryStatistics> last = newest();
    for (long hour : new long[] {2026123122L, 2026123123L, 2027010100L, 2027010101L, 2027010102L}) {
      HourlyFigures.Figures expected = tencent.figures().sum(hour, hour);
      DeliveryStatistics got = last.get(hour);
      assertThat(got.submitted()).isEqualTo(expected.success()).isPositive();
      assertThat(got.reported()).isEqualTo(expected.status()).isPositive();
      assertThat(got.delivered()).isEqualTo(expected.delivered());
      assertThat(got.failed()).isEqualTo(expected.failed());
      assertThat(got.failures().values()).containsExactly(boxed(expected.buckets()));
    }
  }

  @ParameterizedTest
  @EnumSource(TencentFault.class)
  void livesThrough(TencentFault fault) throws Exception {
    int calls = HARMLESS.contains(fault) ? 6 : 1;
    tencent.faults().always(fault);
    host.start();
    host.await(() -> host.outcomes.size() == calls);
    tencent.faults().clear();
    int before = host.records().size();
    clock.advance(Duration.ofHours(1));
    host.await(() -> host.records().size() == before + 7);
    assertThat(tencent.requests()).isEqualTo(calls + 7);
  }

  @Test
  void saysHowFarTheClockIsOff() throws Exception {
    SettableClock ours = new SettableClock("2026-12-31T14:22:00Z");
    host.close();
    host = new StatisticsHost(tencent.endpoint(), ours, WindowJournal.inMemory());
    host.option("sdkAppId", TencentSimulator.SDK_APP_ID);
    try (CapturedLog log = new CapturedLog()) {
      host.start();
      host.await(() -> !host.outcomes.isEmpty());
      assertThat(host.outcomes).containsExactly(PullOutcome.REFUSED);
      assertThat(log.text())
          .contains("ERROR", "1021", "720 s ahead", "next call in 900 s")
          .doesNotContain(TencentSimulator.APP_KEY);
    }
  }

  private Map<Long, DeliveryStatistics> newest() {
    Map<Long, DeliveryStatistics> newest = new HashMap<>();
    host.records()
        .forEach(
            record -> {
              DeliveryStatistics statistics = (DeliveryStatistics) record;
              newest.put(BeijingHour.number(statistics.windowStart()), statistics);
            });
    return newest;
  }

  private static Long[] boxed(long[] values) {
    Long[] boxed = new Long[values.length];
    for (int i = 0; i < values.length; i++) {
      boxed[i] = values[i];
    }
    return boxed;
  }

  /** The test says when reports arrive. */
  private static final class NoTimer implements Timer {
    @Override
    public void after(Duration delay, Runnable task) {}

    @Override
    public void every(Duration period, Runnable task) {}

    @Override
    public void close() {}
  }
}
