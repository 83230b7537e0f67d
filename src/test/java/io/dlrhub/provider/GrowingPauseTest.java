package io.dlrhub.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.testing.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrowingPauseTest {

  private final SettableClock clock = new SettableClock("2026-11-20T00:00:00Z");
  private final GrowingPause pause =
      new GrowingPause(clock, Duration.ofSeconds(5), Duration.ofSeconds(60));

  private List<Long> seconds(int times, Duration atLeast) {
    return IntStream.range(0, times).mapToObj(i -> pause.grow(atLeast).toSeconds()).toList();
  }

  @Test
  void isOverBeforeItBegins() {
    assertThat(pause.isOver()).isTrue();
    assertThat(pause.inARow()).isZero();
  }

  @Test
  void doublesToItsLimitAndNeverShrinksHoweverOften() {
    assertThat(seconds(6, Duration.ZERO)).containsExactly(5L, 10L, 20L, 40L, 60L, 60L);
    assertThat(seconds(100, Duration.ZERO)).containsOnly(60L);
    assertThat(pause.inARow()).isEqualTo(106);
  }

  @Test
  void isNeverShorterThanAtLeast() {
    assertThat(seconds(4, Duration.ofSeconds(15))).containsExactly(15L, 15L, 20L, 40L);
    assertThat(pause.grow(Duration.ofHours(1))).hasHours(1);
  }

  @Test
  void lastsAsLongAsItSays() {
    pause.grow(Duration.ZERO);
    assertThat(pause.isOver()).isFalse();
    clock.advance(Duration.ofMillis(4999));
    assertThat(pause.isOver()).isFalse();
    clock.advance(Duration.ofMillis(1));
    assertThat(pause.isOver()).isTrue();
  }

  @Test
  void beginsShortAgainAfterAReset() {
    assertThat(pause.beginLongest()).hasSeconds(60);
    clock.advance(Duration.ofSeconds(59));
    assertThat(pause.isOver()).isFalse();
    assertThat(pause.reset(Duration.ofSeconds(1))).hasSeconds(1);
    assertThat(pause.isOver()).isFalse();
    assertThat(pause.inARow()).isZero();
    assertThat(seconds(2, Duration.ZERO)).containsExactly(5L, 10L);
    pause.reset(Duration.ZERO);
    assertThat(pause.isOver()).isTrue();
  }

  @Test
  void isOverWhenTheClockIsSetBack() {
    pause.beginLongest();
    clock.set("2026-11-19T23:59:59Z");
    assertThat(pause.isOver()).isTrue();
  }
}
