package io.dlrhub.provider.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HourPlanTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private final FetchSchedule rhythm =
      new FetchSchedule(Duration.ofMinutes(5), Duration.ofHours(3), false);

  @Test
  void asksForNothingWhileTheFirstHourRuns() {
    HourPlan plan = new HourPlan(rhythm, NOON.minus(FetchSchedule.HOUR));
    assertThat(plan.next(NOON)).isEmpty();
    assertThat(plan.next(NOON.plusSeconds(3599))).isEmpty();
    assertThat(plan.next(NOON.plusSeconds(3600))).contains(NOON);
  }

  @Test
  void asksNewestFirstThenOldestFirstForWhatWasMissed() {
    HourPlan plan = new HourPlan(rhythm, NOON.minus(Duration.ofHours(7)));
    assertThat(drain(plan, NOON)).containsExactly(11, 10, 9, 6, 7, 8);
    assertThat(plan.lastComplete()).isEqualTo(NOON.minus(Duration.ofHours(4)));
    assertThat(plan.unread()).isZero();
  }

  @Test
  void completesAnHourOnlyWhenItWasReadAtTheEndOfTheLookback() {
    HourPlan plan = new HourPlan(rhythm, NOON.minus(Duration.ofHours(2)));
    Instant hour = NOON.minus(FetchSchedule.HOUR);
    plan.next(NOON);
    plan.read(hour, NOON);
    Instant settled = NOON.plus(Duration.ofHours(3));
    plan.next(settled.minusSeconds(1));
    plan.read(hour, settled.minusSeconds(1));
    assertThat(plan.lastComplete()).isEqualTo(hour.minus(FetchSchedule.HOUR));
    plan.read(hour, settled);
    assertThat(plan.lastComplete()).isEqualTo(hour);
  }

  @Test
  void doesNotCountALaterHourCompleteBeforeAnEarlierOne() {
    HourPlan plan = new HourPlan(rhythm, NOON.minus(Duration.ofHours(8)));
    plan.next(NOON);
    plan.read(NOON.minus(Duration.ofHours(6)), NOON);
    assertThat(plan.lastComplete()).isEqualTo(NOON.minus(Duration.ofHours(8)));
    plan.read(NOON.minus(Duration.ofHours(7)), NOON);
    assertThat(plan.lastComplete()).isEqualTo(NOON.minus(Duration.ofHours(6)));
  }

  @Test
  void asksAnHourOftenAtFirstAndOnceAtTheEnd() {
    FetchSchedule threeDays = new FetchSchedule(Duration.ofMinutes(5), Duration.ofHours(72), false);
    HourPlan plan = new HourPlan(threeDays, NOON.minus(Duration.ofHours(1)));
    Map<Instant, List<Instant>> calls = live(plan, NOON, Duration.ofDays(7));
    List<Instant> first = calls.get(NOON);
    assertThat(first.get(0)).isEqualTo(NOON.plus(Duration.ofHours(1)));
    assertThat(first.get(first.size() - 1)).isEqualTo(NOON.plus(Duration.ofHours(73)));
    assertThat(first).hasSizeBetween(55, 70);
    assertThat(calls.values()).allSatisfy(times -> assertThat(times).hasSizeLessThan(71));
    assertThat(plan.lastComplete()).isEqualTo(NOON.plus(Duration.ofHours(168 - 74)));
  }

  @Test
  void letsAnHourThatFailsWaitLongerEachTimeWithoutHoldingOthers() {
    HourPlan plan = new HourPlan(rhythm, NOON.minus(Duration.ofHours(3)));
    Instant newest = plan.next(NOON).orElseThrow();
    assertThat(plan.failed(newest, NOON)).isFalse();
    assertThat(plan.next(NOON)).contains(newest.minus(FetchSchedule.HOUR));
    plan.read(newest.minus(FetchSchedule.HOUR), NOON);
    assertThat(plan.next(NOON.plusSeconds(299))).isEmpty();
    Instant again = NOON.plusSeconds(600);
    assertThat(plan.next(again)).contains(newest);
    plan.failed(newest, again);
    plan.read(newest.minus(FetchSchedule.HOUR), again);
    assertThat(plan.next(again.plusSeconds(1199))).isNotEqualTo(Optional.of(newest));
    assertThat(plan.next(again.plusSeconds(1200))).contains(newest);
  }

  @Test
  void givesAnHourUpOnlyWhenItIsOldAndFailedTenTimes() {
    HourPlan plan = new HourPlan(rhythm, NOON.minus(Duration.ofHours(2)));
    Instant hour = plan.next(NOON).orElseThrow();
    for (int i = 0; i < 30; i++) {
      assertThat(plan.failed(hour, NOON)).isFalse();
    }
    assertThat(plan.failed(hour, NOON.plus(Duration.ofHours(3)))).isTrue();
    assertThat(plan.lastComplete()).isEqualTo(hour);
  }

  @Test
  void asksAgainWhenTheClockIsSetBack() {
    HourPlan plan = new HourPlan(rhythm, NOON.minus(Duration.ofHours(4)));
    drain(plan, NOON);
    assertThat(plan.next(NOON.minusSeconds(1))).contains(NOON.minus(Duration.ofHours(2)));
    assertThat(plan.next(NOON.minus(Duration.ofDays(1)))).isEmpty();
  }

  @Test
  void asksForTheRunningHourEveryPeriodIfTold() {
    FetchSchedule eager = new FetchSchedule(Duration.ofMinutes(5), Duration.ofHours(1), true);
    HourPlan plan = new HourPlan(eager, NOON.minus(Duration.ofHours(2)));
    assertThat(drain(plan, NOON.plusSeconds(1))).containsExactly(12, 11);
    assertThat(plan.next(NOON.plusSeconds(300))).isEmpty();
    assertThat(plan.next(NOON.plusSeconds(301))).contains(NOON);
  }

  /** Reads whatever is due at one instant; the UTC hours asked for. */
  private static List<Integer> drain(HourPlan plan, Instant now) {
    List<Integer> hours = new ArrayList<>();
    for (var hour = plan.next(now); hour.isPresent(); hour = plan.next(now)) {
      plan.read(hour.get(), now);
      hours.add(hour.get().atOffset(java.time.ZoneOffset.UTC).getHour());
    }
    return hours;
  }

  /** Reads whatever is due, minute by minute; when each hour was asked for. */
  private static Map<Instant, List<Instant>> live(HourPlan plan, Instant from, Duration time) {
    Map<Instant, List<Instant>> calls = new TreeMap<>();
    for (Instant now = from; now.isBefore(from.plus(time)); now = now.plusSeconds(60)) {
      for (var hour = plan.next(now); hour.isPresent(); hour = plan.next(now)) {
        plan.read(hour.get(), now);
        calls.computeIfAbsent(hour.get(), key -> new ArrayList<>()).add(now);
      }
    }
    return calls;
  }
}
