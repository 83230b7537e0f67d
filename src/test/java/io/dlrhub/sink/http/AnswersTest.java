package io.dlrhub.sink.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dlrhub.ledger.RetryLater;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

  private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "200, DELIVERED",
    "202, DELIVERED",
    "204, DELIVERED",
    "299, DELIVERED",
    "408, FAR_END",
    "425, FAR_END",
    "429, FAR_END",
    "500, FAR_END",
    "503, FAR_END",
    "599, FAR_END",
    "400, RECORD",
    "413, RECORD",
    "422, RECORD",
    "301, ENDPOINT",
    "304, ENDPOINT",
    "401, ENDPOINT",
    "403, ENDPOINT",
    "404, ENDPOINT",
    "405, ENDPOINT",
    "410, ENDPOINT",
    "415, ENDPOINT",
    "451, ENDPOINT"
  })
  void areJudgedAsTheContractSays(int status, Verdict verdict) {
    AnswerCodes delivered = AnswerCodes.parse("2xx");
    AnswerCodes refused = AnswerCodes.parse("400,413,422");
    assertThat(Verdict.of(status, delivered, refused, true)).isEqualTo(verdict);
    assertThat(Verdict.of(status, delivered, refused, false)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "200, true, DELIVERED",
    "200, false, DELIVERED",
    "202, true, ENDPOINT",
    "409, true, DELIVERED",
    "409, false, BATCH",
    "500, true, DELIVERED",
    "500, false, BATCH",
    "400, true, ENDPOINT",
    "404, true, RECORD",
    "429, true, RECORD",
    "503, true, FAR_END"
  })
  void areJudgedAsTheUserSays(int status, boolean alone, Verdict verdict) {
    AnswerCodes delivered = AnswerCodes.parse(" 200, 409 ,500");
    AnswerCodes refused = AnswerCodes.parse("404,429");
    assertThat(Verdict.of(status, delivered, refused, alone)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "2xx,", "ok", "99", "199", "600", "1xx", "200-299", "2x", "20", "2xx;409"})
  void listsOfAnswersThatCannotBeAreRefused(String text) {
    assertThat(AnswerCodes.isValid(text)).isFalse();
    assertThatThrownBy(() -> AnswerCodes.parse(text)).hasMessageContaining("2xx,409");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "120                            | PT2M",
        "0                              | PT0S",
        "Fri, 20 Nov 2026 08:00:30 GMT  | PT30S",
        "Friday, 20-Nov-26 08:00:30 GMT | PT30S",
        "Fri Nov 20 08:00:30 2026       | PT30S",
        "Sun Nov  1 08:00:00 2026       | PT0S",
        "Fri, 20 Nov 2026 07:00:00 GMT  | PT0S"
      })
  void sayWhenToComeAgain(String header, Duration pause) {
    assertThat(RetryAfter.parse(header, NOW)).contains(pause);
  }

  @Test
  void areNotWaitedForLongerThanAnHour() {
    assertThat(new RetryLater("busy", Duration.ofDays(1)).pause()).isEqualTo(Duration.ofHours(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-5", "1.5", "99999999999999"})
  void sayNothingUsefulAboutThat(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isEmpty();
    assertThat(RetryAfter.parse(null, NOW)).isEmpty();
  }

  @Test
  void headersAreReadWithWhateverTheyHold() {
    assertThat(RequestHeaders.parse("X-Tenant: shop; Accept: text/plain; q=1; X-Empty:"))
        .extracting(Object::toString)
        .containsExactly("X-Tenant: shop", "Accept: text/plain; q=1", "X-Empty: ");
    assertThat(RequestHeaders.parse(" ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no header", "a b: c", "X: a\nY: b", "webhook-id: 1", "Content-Type: x"})
  void headersThatCannotBeAreRefused(String text) {
    assertThatThrownBy(() -> RequestHeaders.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("headers holds");
  }

  @Test
  void twoWaysOfAuthenticationAreRefused() {
    assertThatThrownBy(() -> RequestHeaders.authentication("token", "user", null))
        .hasMessageContaining("accepted is one");
  }
}
