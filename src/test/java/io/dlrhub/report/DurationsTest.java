package io.dlrhub.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({"500ms,PT0.5S", "30s,PT30S", "5m,PT5M", "12h,PT12H", "30d,PT720H", "' 007s ',PT7S"})
  void readsANumberWithItsUnit(String text, Duration duration) {
    assertThat(Durations.parse("it", text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "30",
        "0s",
        "000ms",
        "-5s",
        "1.5h",
        "1h30m",
        "PT5M",
        "5 m",
        "5M",
        "5w",
        "1234567890s",
        "\u0665s"
      })
  void refusesEverythingElse(String text) {
    assertThat(Durations.isValid(text)).isFalse();
    assertThatThrownBy(() -> Durations.parse("period", text))
        .hasMessageContaining("period is '" + text + "', accepted is a duration such as 500ms");
  }

  @Test
  void aListRises() {
    assertThat(Durations.rising("it", "5m, 30m,3h"))
        .containsExactly(Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(3));
    for (String text : new String[] {"5m,5m", "5m,300s", "1h,5m", "5m,", ",5m", ""}) {
      assertThatThrownBy(() -> Durations.rising("it", text)).hasMessageContaining("rising");
    }
  }
}
