package io.dlrhub.provider.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.provider.tencent.TencentAnswer.Garbled;
import io.dlrhub.provider.tencent.TencentAnswer.NoFigures;
import io.dlrhub.provider.tencent.TencentAnswer.Reading;
import io.dlrhub.provider.tencent.TencentAnswer.Refusal;
import io.dlrhub.report.FailureReason;
import io.dlrhub.report.RecordJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {

  private static final Instant HOUR = Instant.parse("2016-09-07T16:00:00Z");

  @Test
  void readsTheDocumentsSample() throws IOException {
    Reading reading = (Reading) AnswerReader.read(file("document-sample.json"));
    var record =
        reading
            .figures()
            .toRecord("default", HOUR, Instant.parse("2016-09-07T17:20:00Z"), reading.raw());
    String expected = new String(file("document-sample.record.json"), StandardCharsets.UTF_8);
    assertThat(new String(RecordJson.write(record), StandardCharsets.UTF_8))
        .isEqualTo(expected.strip().replace("\"ID\"", "\"" + record.id() + "\""));
  }

  @Test
  void readsNumbersWrittenAsText() throws IOException {
    Reading reading = (Reading) AnswerReader.read(file("numbers-as-text.json"));
    assertThat(reading.figures().submitted()).isEqualTo(1745);
    assertThat(reading.figures().delivered()).isEqualTo(1344);
    assertThat(reading.figures().failed()).isEqualTo(401);
    assertThat(reading.figures().failures())
        .containsEntry(FailureReason.OPERATOR_ERROR, 101L)
        .containsEntry(FailureReason.RATE_LIMITED, 50L)
        .hasSize(5);
    assertThat(reading.raw().toString()).contains("\"request_id\":\"6f1e\"", "\"status_fail_5\"");
  }

  @Test
  void readsWhatTheGatewayAnswers() throws IOException {
    assertThat(AnswerReader.read(file("gateway-error.json")))
        .isEqualTo(new Refusal(60007, "HTTP REQUEST FREQUENCY LIMIT"));
    assertThat(AnswerReader.read(file("gateway-page.html"))).isInstanceOf(Garbled.class);
  }

  @Test
  void takesAMissingFailureCountAsNone() {
    Reading reading = (Reading) AnswerReader.read(answer(data("2", "1", "1", "0")));
    assertThat(reading.figures().failures().values()).containsOnly(0L);
  }

  @Test
  void needsNoErrmsg() {
    String text = "{\"result\":0,\"data\":" + data("2", "1", "1", "0") + "}";
    assertThat(AnswerReader.read(bytes(text))).isInstanceOf(Reading.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "[]"})
  void saysNothingWhereThereIsNoData(String data) {
    assertThat(AnswerReader.read(answer(data))).isInstanceOf(NoFigures.class);
    assertThat(AnswerReader.read(bytes("{\"result\":0}"))).isInstanceOf(NoFigures.class);
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'result':1001,'errmsg':'sig check fail'} | 1001 | sig check fail",
        "{'result':'1021','errmsg':null} | 1021 | ''",
        "{'result':1006} | 1006 | ''",
        "{'result':-1,'errmsg':'x'} | -1 | x",
        "{'ActionStatus':'FAIL','ErrorInfo':'SLOW','ErrorCode':60007} | 60007 | SLOW",
        "{'ActionStatus':'FAIL','ErrorCode':'60008'} | 60008 | ''",
        "{'result':0,'ActionStatus':'FAIL','ErrorCode':60008,'data':{}} | 60008 | ''",
      })
  void readsBothErrorShapes(String text, int code, String message) {
    assertThat(AnswerReader.read(bytes(text.replace('\'', '"'))))
        .isEqualTo(new Refusal(code, message == null ? "" : message));
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~ | not-an-object",
        "null | not-an-object",
        "[] | not-an-object",
        "7 | not-an-object",
        "<html></html> | not-json",
        "{'result':0,'data':{'success':1, | not-json",
        "{'result':0}{'result':0} | not-json",
        "{} | no-result",
        "{'ActionStatus':'OK','ErrorCode':0} | no-result",
        "{'result':null,'data':{}} | no-result",
        "{'result':'fine'} | bad-result",
        "{'result':{}} | bad-result",
        "{'result':99999999999} | bad-result",
        "{'ErrorCode':1e999999999} | bad-result",
        "{'result':0,'data':[1]} | bad-data",
        "{'result':0,'data':'many'} | bad-data",
        "{'result':0,'data':{'success':1}} | no-figure",
      })
  void saysWhatIsGarbled(String text, String reason) {
    assertThat(AnswerReader.read(bytes(text.replace('\'', '"'))))
        .isInstanceOfSatisfying(
            Garbled.class,
            garbled -> {
              assertThat(garbled.reason().wireName()).isEqualTo(reason);
              assertThat(garbled.detail()).isNotBlank();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "true", "{}", "\"a lot\"", "\"\"", "99999999999999999999"})
  void refusesAFigureThatIsNoCount(String figure) {
    assertThat(AnswerReader.read(answer(data("2", "1", "1", figure))))
        .isInstanceOfSatisfying(
            Garbled.class,
            garbled -> {
              assertThat(garbled.reason().wireName()).isEqualTo("bad-figure");
              assertThat(garbled.detail()).contains("data.status_fail");
            });
  }

  @Test
  void refusesAFailureCountThatIsNone() {
    String text = data("2", "1", "0", "1").replace("}", ",\"status_fail_3\":\"x\"}");
    assertThat(AnswerReader.read(answer(text)))
        .isInstanceOfSatisfying(
            Garbled.class, garbled -> assertThat(garbled.detail()).contains("status_fail_3"));
  }

  @Property
  void takesWhateverComes(@ForAll byte[] body) {
    assertThat(AnswerReader.read(body)).isNotNull();
  }

  @Test
  void takesAbsurdNesting() {
    String deep = "{\"result\":0,\"data\":" + "[".repeat(100_000);
    assertThat(AnswerReader.read(bytes(deep))).isInstanceOf(Garbled.class);
  }

  private static String data(String success, String status, String ok, String fail) {
    return "{\"success\":%s,\"status\":%s,\"status_success\":%s,\"status_fail\":%s}"
        .formatted(success, status, ok, fail);
  }

  private static byte[] answer(String data) {
    return bytes("{\"result\":0,\"errmsg\":\"OK\",\"data\":" + data + "}");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] file(String name) throws IOException {
    try (InputStream in = AnswerReaderTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}
