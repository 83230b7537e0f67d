package io.dlrhub.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Against a general generator of JSON and the platform's own text of an instant. */
class JsonLineTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static String written(String text) {
    return new String(new JsonLine().begin().text(text).toBytes(), StandardCharsets.UTF_8);
  }

  private static String written(Instant instant) {
    JsonLine json = new JsonLine().begin();
    Timestamps.write(json, instant);
    return new String(json.toBytes(), StandardCharsets.UTF_8);
  }

  private static String expected(Instant instant) {
    return "\"" + instant.truncatedTo(ChronoUnit.MILLIS) + "\"";
  }

  @Property
  void anyTextIsWrittenAsJacksonWritesIt(@ForAll String text) throws JsonProcessingException {
    String wellFormed =
        new String(text.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE);
    assertThat(written(wellFormed)).isEqualTo(JSON.writeValueAsString(wellFormed));
  }

  @Test
  void everyCharacterOfTheBasicPlaneAndSomeBeyondAreWrittenAsJacksonWritesThem()
      throws JsonProcessingException {
    for (int c = 0; c <= 0x1_1000; c++) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        String text = "a" + Character.toString(c) + "z";
        assertThat(written(text)).isEqualTo(JSON.writeValueAsString(text));
      }
    }
    assertThat(written("失败 😀 \"\\/")).isEqualTo("\"失败 😀 \\\"\\\\/\"");
    assertThat(written((String) null)).isEqualTo("null");
  }

  @Test
  void halfOfASurrogatePairBecomesTheReplacementCharacter() {
    assertThat(written("a\uD83D")).isEqualTo("\"a\uFFFD\"");
    assertThat(written("\uDE00z")).isEqualTo("\"\uFFFDz\"");
    assertThat(written("\uD83D\uD83D\uDE00")).isEqualTo("\"\uFFFD😀\"");
  }

  @Test
  void aBufferIsUsedAgainAfterAGiant() {
    JsonLine json = new JsonLine();
    assertThat(json.begin().text("\u0001".repeat(100_000)).toBytes()).hasSize(600_002);
    assertThat(json.begin().text("a").number(-7).toBytes()).asString().isEqualTo("\"a\"-7");
  }

  @Property
  void anyInstantIsWrittenAsThePlatformWritesIt(
      @ForAll @LongRange(min = -70_000_000_000_000L, max = 300_000_000_000_000L) long millis) {
    Instant instant = Instant.ofEpochMilli(millis);
    assertThat(written(instant)).isEqualTo(expected(instant));
  }

  @Test
  void everyDayOfEightHundredYearsIsWrittenAsThePlatformWritesIt() {
    Instant instant = Instant.parse("1599-12-31T23:59:59.999Z");
    for (int day = 0; day < 293_000; day++) {
      assertThat(written(instant)).isEqualTo(expected(instant));
      instant = instant.plus(1, ChronoUnit.DAYS);
    }
  }

  @Test
  void nanosecondsAreCutOffAndTheEdgesHold() {
    for (String edge :
        new String[] {
          "0000-02-29T23:59:59Z",
          "0000-03-01T00:00:00Z",
          "1969-12-31T23:59:59.999999999Z",
          "1970-01-01T00:00:00.000999Z",
          "9999-12-31T23:59:59.999Z",
          "+10000-01-01T00:00:00Z",
          "-0001-01-01T00:00:00Z"
        }) {
      Instant instant = Instant.parse(edge);
      assertThat(written(instant)).isEqualTo(expected(instant));
    }
  }
}
