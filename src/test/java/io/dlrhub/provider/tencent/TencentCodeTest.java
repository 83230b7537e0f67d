package io.dlrhub.provider.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.provider.tencent.TencentCode.Reaction;
import io.dlrhub.report.PullOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TencentCodeTest {

  @ParameterizedTest
  @ValueSource(ints = {1001, 1003, 1006, 1009, 1019, 1020, 1021, 1030})
  void needsAPersonFor(int code) {
    assertThat(TencentCode.of(code).reaction()).isEqualTo(Reaction.SLOW);
    assertThat(TencentCode.of(code).meaning()).isNotBlank();
    assertThat(TencentCode.of(code).outcome()).isEqualTo(PullOutcome.REFUSED);
  }

  @Test
  void backsOffWhenAskedTooOften() {
    assertThat(TencentCode.of(60007).reaction()).isEqualTo(Reaction.RATE_LIMITED);
    assertThat(TencentCode.of(60007).outcome()).isEqualTo(PullOutcome.RATE_LIMITED);
    assertThat(TencentCode.of(60008).reaction()).isEqualTo(Reaction.BACK_OFF);
  }

  @Test
  void takesAnUnknownCodeAsOneAboutThisHour() {
    assertThat(TencentCode.of(4711).reaction()).isEqualTo(Reaction.THIS_HOUR);
    assertThat(TencentCode.of(4711).meaning()).contains("not documented");
  }
}
