package io.dlrhub.provider.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TencentSignatureTest {

  private static final String SAMPLE_KEY = "5f03a35d00ee52a21327ab048186a2c4";

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "T0, 5f03a35d00ee52a21327ab048186a2c4, 7226249334, 1457336869,"
        + " c13e54f047ed75e821e698730c72d030dc30e5b510b3f8a0fb6fb7605283d7df",
    "T1, 5f03a35d00ee52a21327ab048186a2c4, 123456, 1563867000,"
        + " 87c9360b365b95320be6d6b047b6b74803a51c1aaca5b24339bb887c44d1d8d2",
    "T2, 9ff91d87c2cd7cd0ea762f141975d1df37481d48700d70ac37470aefc60f9bad, 999999, 1700000000,"
        + " b929509d5410d799ef3363f52d36fe8fcd4e92c900af52cc8e8bb118d94890bf",
  })
  void agreesWithTheOfficialSdk(String vector, String key, String random, long time, String sig) {
    assertThat(TencentSignature.sign(key, random, time)).isEqualTo(sig);
  }

  @Test
  void keepsTheRandomAsText() {
    assertThat(TencentSignature.sign(SAMPLE_KEY, "0123456", 1563867000))
        .isNotEqualTo(TencentSignature.sign(SAMPLE_KEY, "123456", 1563867000));
  }
}
