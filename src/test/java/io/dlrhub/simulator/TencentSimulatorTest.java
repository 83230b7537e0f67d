package io.dlrhub.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import io.dlrhub.provider.tencent.TencentSignature;
import io.dlrhub.testing.SettableClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TencentSimulatorTest {

  private static final String CALL = "v5/tlssmssvr/pullcallbackstatus";

  /** 16:30 in Beijing. */
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T08:30:00Z"));

  private final TencentSimulator tencent =
      TencentSimulator.builder()
          .clock(clock)
          .timer(new ManualTimer())
          .traffic(new Traffic(7).meanDelay(Duration.ofMinutes(1)).unknownShare(0))
          .start();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void stop() {
    tencent.close();
  }

  @Test
  void countsAnHourOfBeijingWhileItsReportsArrive() throws Exception {
    int phones = 0;
    for (int i = 0; i < 500; i++) {
      phones += tencent.send().phones().size();
    }
    JsonNode before = data(2026112016, 2026112016);
    assertThat(before.path("success").asInt()).isEqualTo(phones);
    assertThat(before.path("status").asInt()).isZero();

    clock.advance(Duration.ofMinutes(1));
    tencent.advance();
    int half = data(2026112016, 2026112016).path("status").asInt();
    assertThat(half).isStrictlyBetween(phones / 3, phones);

    clock.advance(Duration.ofHours(2));
    tencent.advance();
    JsonNode after = data(2026112016, 2026112016);
    assertThat(after.path("status").asInt()).isEqualTo(phones);
    assertThat(after.path("status_success").asInt() + after.path("status_fail").asInt())
        .isEqualTo(phones);
    int buckets = 0;
    for (int i = 0; i < 5; i++) {
      buckets += after.path("status_fail_" + i).asInt(-1);
    }
    assertThat(buckets).isBetween(1, after.path("status_fail").asInt());
    assertThat(data(2026112015, 2026112015).path("success").asInt(-1)).isZero();
    assertThat(data(2026112000, 2026112023)).isEqualTo(after);
  }

  @Test
  void takesTheSampleOfTheDocumentToTheSecond() throws Exception {
    Clock then = Clock.fixed(Instant.ofEpochSecond(1457336869), ZoneOffset.UTC);
    try (TencentSimulator old =
        TencentSimulator.builder()
            .clock(then)
            .timer(new ManualTimer())
            .app("1400009527", "5f03a35d00ee52a21327ab048186a2c4")
            .start()) {
      String body =
          "{\"sig\":\"c13e54f047ed75e821e698730c72d030dc30e5b510b3f8a0fb6fb7605283d7df\","
              + "\"time\":1457336869,\"begin_date\":2016090800,\"end_date\":2016090823}";
      HttpResponse<String> answer =
          send(old.endpoint() + CALL + "?sdkappid=1400009527&random=7226249334", body, null);
      assertThat(RawClient.MAPPER.readTree(answer.body()).path("result").asInt(-1)).isZero();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "no sig|1003|{'time':T,'begin_date':2026112016,'end_date':2026112016}",
        "empty sig|1003|{'sig':'','time':T,'begin_date':2026112016,'end_date':2026112016}",
        "wrong sig|1001|{'sig':'beef','time':T,'begin_date':2026112016,'end_date':2026112016}",
        "time as text|1004|{'sig':'S','time':'T','begin_date':2026112016,'end_date':2026112016}",
        "hours as text|1004|{'sig':'S','time':T,'begin_date':'2026112016','end_date':2026112016}",
        "no end|1004|{'sig':'S','time':T,'begin_date':2026112016}",
        "hour 24|1004|{'sig':'S','time':T,'begin_date':2026112024,'end_date':2026112024}",
        "end before begin|1004|{'sig':'S','time':T,'begin_date':2026112016,'end_date':2026112015}",
      })
  void refusesInItsOwnShape(String name, int code, String body) throws Exception {
    JsonNode answer = RawClient.MAPPER.readTree(post(body, "1", "application/json").body());
    assertThat(answer.path("result").asInt()).isEqualTo(code);
    assertThat(answer.path("errmsg").asText()).isNotEmpty();
    assertThat(answer.has("ActionStatus")).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "another path|60009|v5/tlssmssvr/other?sdkappid=1400009527&random=1|{}",
        "no app|60012|v5/tlssmssvr/pullcallbackstatus?random=1|{}",
        "no number|60006|v5/tlssmssvr/pullcallbackstatus?sdkappid=abc&random=1|{}",
        "no random|60002|v5/tlssmssvr/pullcallbackstatus?sdkappid=1400009527|{}",
        "no JSON|60003|v5/tlssmssvr/pullcallbackstatus?sdkappid=1400009527&random=1|nope",
      })
  void refusesInTheGatewaysShape(String name, int code, String url, String body) throws Exception {
    JsonNode answer = RawClient.MAPPER.readTree(send(tencent.endpoint() + url, body, null).body());
    assertThat(answer.path("ErrorCode").asInt()).isEqualTo(code);
    assertThat(answer.path("ActionStatus").asText()).isEqualTo("FAIL");
    assertThat(answer.has("result")).isFalse();
  }

  @Test
  void refusesAnUnknownApp() throws Exception {
    HttpResponse<String> answer =
        send(tencent.endpoint() + CALL + "?sdkappid=1&random=1", body("S"), null);
    assertThat(answer.body()).contains("1019");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "600,0", "-600,0", "601,1021", "-601,1021"})
  void toleratesTenMinutesOfDifferenceBetweenTheClocks(int seconds, int code) throws Exception {
    String body = body("S");
    clock.advance(Duration.ofSeconds(seconds));
    JsonNode answer = RawClient.MAPPER.readTree(post(body, "1", "application/json").body());
    assertThat(answer.path("result").asInt()).isEqualTo(code);
  }

  @Test
  void tellsItsTimeInTheDateHeader() throws Exception {
    assertThat(post("{}", "1", null).headers().firstValue("Date"))
        .contains("Fri, 20 Nov 2026 08:30:00 GMT");
    tencent.dateHeader(Clock.fixed(Instant.parse("2026-11-20T09:30:00Z"), ZoneOffset.UTC));
    assertThat(post("{}", "1", null).headers().firstValue("Date"))
        .contains("Fri, 20 Nov 2026 09:30:00 GMT");
  }

  @Test
  void takesARequestWithoutContentTypeAndTheSameRandomTwice() throws Exception {
    String body = body("S");
    assertThat(post(body, "1", null).body()).contains("\"result\":0").contains("\"OK\"");
    assertThat(post(body, "1", null).body()).contains("\"result\":0");
  }

  @ParameterizedTest
  @CsvSource({
    "NO_PERMISSION,1006,result",
    "ADDRESS_REFUSED,1009,result",
    "NOT_SUPPORTED,1030,result",
    "GATEWAY_FREQUENCY,60007,ErrorCode",
    "GATEWAY_TIMEOUT,60008,ErrorCode"
  })
  void refusesOnRequest(TencentFault fault, int code, String field) throws Exception {
    tencent.faults().next(fault);
    JsonNode answer = RawClient.MAPPER.readTree(post(body("S"), "1", null).body());
    assertThat(answer.path(field).asInt()).isEqualTo(code);
    assertThat(tencent.faults().count(fault)).isEqualTo(1);
    assertThat(post(body("S"), "1", null).body()).contains("\"result\":0");
  }

  @ParameterizedTest
  @EnumSource(names = {"DROPPED", "HALF_BODY"})
  void losesTheConnectionOnRequest(TencentFault fault) {
    tencent.faults().next(fault);
    assertThatIOException().isThrownBy(() -> post(body("S"), "1", null));
  }

  @ParameterizedTest
  @CsvSource({
    "LOWER_CASE_OK,\"errmsg\":\"ok\"",
    "RESULT_AS_STRING,\"result\":\"0\"",
    "DATA_NULL,\"data\":null",
    "EXTRA_FIELD,\"ext\"",
    "HTML,<html>",
    "HTTP_502,Bad Gateway"
  })
  void changesTheShapeOnRequest(TencentFault fault, String expected) throws Exception {
    tencent.faults().next(fault);
    assertThat(post(body("S"), "1", null).body()).contains(expected);
  }

  private JsonNode data(long first, long last) throws IOException, InterruptedException {
    String body = "{'sig':'S','time':T,'begin_date':" + first + ",'end_date':" + last + "}";
    JsonNode answer = RawClient.MAPPER.readTree(post(body, "42", "application/json").body());
    assertThat(answer.path("result").asInt(-1)).as(answer.toString()).isZero();
    return answer.path("data");
  }

  /** A good request with the time of now. */
  private String body(String sig) {
    return filled(
        "{'sig':'" + sig + "','time':T,'begin_date':2026112016,'end_date':2026112016}", "1");
  }

  private HttpResponse<String> post(String body, String random, String contentType)
      throws IOException, InterruptedException {
    String url = tencent.endpoint() + CALL + "?sdkappid=1400009527&random=" + random;
    return send(url, filled(body, random), contentType);
  }

  private String filled(String body, String random) {
    long now = clock.instant().getEpochSecond();
    return body.replace('\'', '"')
        .replace(":T,", ":" + now + ",")
        .replace("\"T\"", "\"" + now + "\"")
        .replace("\"S\"", '"' + TencentSignature.sign(TencentSimulator.APP_KEY, random, now) + '"');
  }

  private HttpResponse<String> send(String url, String body, String contentType)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.ofString(body));
    if (contentType != null) {
      request.header("Content-Type", contentType);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
