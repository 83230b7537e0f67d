package io.dlrhub.provider.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetchScheduleTest {

  private static final Instant HOUR = Instant.parse("2026-11-20T00:00:00Z");
  private final FetchSchedule rhythm =
      new FetchSchedule(Duration.ofMinutes(5), Duration.ofHours(72), false);

  @ParameterizedTest(name = "{0} after its end again {1} later")
  @CsvSource({
    "PT0S, PT5M",
    "PT1H, PT5M",
    "PT2H, PT10M",
    "PT6H, PT30M",
    "PT24H, PT2H",
    "PT48H, PT4H",
    "PT71H, PT1H",
    "PT71H59M, PT1M",
  })
  void asksLessOftenForAnOlderHour(Duration age, Duration later) {
    Instant askedAt = HOUR.plus(FetchSchedule.HOUR).plus(age);
    assertThat(rhythm.next(HOUR, askedAt)).isEqualTo(askedAt.plus(later));
  }

  @Test
  void settlesAnHourWhenItsEndIsAsOldAsTheLookback() {
    Instant settled = HOUR.plus(Duration.ofHours(73));
    assertThat(rhythm.mayChange(HOUR, settled.minusMillis(1))).isTrue();
    assertThat(rhythm.mayChange(HOUR, settled)).isFalse();
    assertThat(rhythm.oldest(settled.minusMillis(1))).isEqualTo(HOUR);
    assertThat(rhythm.oldest(settled)).isEqualTo(HOUR.plus(FetchSchedule.HOUR));
  }

  @Test
  void refusesWhatCannotWorkByItsName() {
    Duration hour = Duration.ofHours(1);
    assertThatThrownBy(() -> new FetchSchedule(Duration.ofMillis(999), hour, false))
        .hasMessageContaining("period", "PT0.999S", "1s or more");
    assertThatThrownBy(() -> new FetchSchedule(null, hour, false)).hasMessageContaining("period");
    assertThatThrownBy(() -> new FetchSchedule(hour, Duration.ofMinutes(59), false))
        .hasMessageContaining("lookback", "PT59M", "1h to 32d");
    assertThatThrownBy(() -> new FetchSchedule(hour, Duration.ofDays(33), false))
        .hasMessageContaining("lookback");
  }
}
