package io.dlrhub.provider.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PauseTest {

  private final Instant now = Instant.parse("2026-11-20T00:00:00Z");
  private final Pause pause = new Pause(Duration.ofSeconds(5), Duration.ofSeconds(60));

  @Test
  void doublesToItsLimit() {
    assertThat(pause.lasts(now)).isFalse();
    assertThat(pause.grow(now)).hasSeconds(5);
    assertThat(pause.grow(now)).hasSeconds(10);
    assertThat(pause.grow(now)).hasSeconds(20);
    assertThat(pause.grow(now)).hasSeconds(40);
    assertThat(pause.grow(now)).hasSeconds(60);
    assertThat(pause.grow(now)).hasSeconds(60);
  }

  @Test
  void lastsAsLongAsItSays() {
    pause.grow(now);
    assertThat(pause.lasts(now)).isTrue();
    assertThat(pause.lasts(now.plusMillis(4999))).isTrue();
    assertThat(pause.lasts(now.plusSeconds(5))).isFalse();
  }

  @Test
  void beginsShortAgainAfterASuccess() {
    pause.longest(now);
    assertThat(pause.lasts(now.plusSeconds(59))).isTrue();
    pause.end();
    assertThat(pause.lasts(now)).isFalse();
    assertThat(pause.grow(now)).hasSeconds(5);
  }

  @Test
  void endsWhenTheClockIsSetBack() {
    pause.longest(now);
    assertThat(pause.lasts(now.minusSeconds(1))).isFalse();
  }
}
