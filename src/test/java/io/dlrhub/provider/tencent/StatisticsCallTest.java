package io.dlrhub.provider.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.qcloudsms.SmsSenderUtil;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StatisticsCallTest {

  private static final TencentAccount ACCOUNT =
      new TencentAccount("default", "1400001234", "5f03a35d00ee52a21327ab048186a2c4");
  private static final Instant HOUR = Instant.parse("2016-09-07T16:00:00Z");
  private static final Instant SAMPLE_TIME = Instant.ofEpochSecond(1457336869);

  @Test
  void isSignedLikeTheDocumentsSample() throws Exception {
    StatisticsCall call = StatisticsCall.of(ACCOUNT, HOUR, SAMPLE_TIME, "7226249334");
    assertThat(call.query()).isEqualTo("sdkappid=1400001234&random=7226249334");
    assertThat(call.body())
        .isEqualTo(
            "{\"sig\":\"c13e54f047ed75e821e698730c72d030dc30e5b510b3f8a0fb6fb7605283d7df\","
                + "\"time\":1457336869,\"begin_date\":2016090800,\"end_date\":2016090800}");
    JsonNode body = new ObjectMapper().readTree(call.body());
    assertThat(body.path("time").isIntegralNumber()).isTrue();
    assertThat(body.path("begin_date").isIntegralNumber()).isTrue();
    assertThat(body.path("end_date").isIntegralNumber()).isTrue();
  }

  /** In a host of whose language we know nothing. */
  @Test
  void isTheSameInEveryLanguage() {
    StatisticsCall english = StatisticsCall.of(ACCOUNT, HOUR, SAMPLE_TIME, "7226249334");
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(StatisticsCall.of(ACCOUNT, HOUR, SAMPLE_TIME, "7226249334")).isEqualTo(english);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void drawsAFreshRandomEachTime() {
    Set<String> queries = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      queries.add(StatisticsCall.of(ACCOUNT, HOUR, SAMPLE_TIME).query());
    }
    assertThat(queries).hasSize(1000);
  }

  @Property
  void drawsRandomsThatSurviveBeingReadAsNumbers(@ForAll long seed) {
    String random = StatisticsCall.random(new SplittableRandom(seed));
    assertThat(random).matches("[1-9][0-9]{15}");
    assertThat((long) Double.parseDouble(random)).isEqualTo(Long.parseLong(random));
    assertThat(Long.parseLong(random)).isGreaterThan(Integer.MAX_VALUE);
  }

  @Property
  void isSignedAsTheOfficialSdkDoes(@ForAll String key, @ForAll long random, @ForAll int time)
      throws Exception {
    assertThat(TencentSignature.sign(key, Long.toString(random), time))
        .isEqualTo(SmsSenderUtil.calculateSignature(key, random, time));
  }

  @Test
  void escapesAnSdkAppIdThatIsNoNumber() {
    TencentAccount odd = new TencentAccount("default", "a b&c=d", "key");
    assertThat(StatisticsCall.of(odd, HOUR, SAMPLE_TIME, "1").query())
        .isEqualTo("sdkappid=a+b%26c%3Dd&random=1");
  }
}
