package io.dlrhub.provider.ucloud;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dlrhub.report.Channel;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.FailureReason;
import io.dlrhub.report.Origin;
import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.report.RecordJson;
import io.dlrhub.report.Rejected;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsmsPushReaderTest {

  private static final Instant NOW = Instant.parse("2026-11-20T08:00:00.123456Z");
  private static final String GOOD =
      "{\"SessionNo\":\"s-1\",\"Phone\":\"18512345678\",\"ReceiptResult\":\"Success\"}";

  private final UsmsPushReader reader =
      new UsmsPushReader("shop", new PhoneNumbers("CN"), Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void readsTheDocumentedSampleFieldByField() {
    Reading reading = reader.read(Golden.bytes("push.json"));

    assertThat(reading.rejected()).isEmpty();
    assertThat(reading.reports()).hasSize(2);
    DeliveryReport delivered = reading.reports().get(0);
    assertThat(delivered.provider()).isEqualTo("ucloud");
    assertThat(delivered.account()).isEqualTo("shop");
    assertThat(delivered.channel()).isEqualTo(Channel.SMS);
    assertThat(delivered.messageId()).isEqualTo("d0****f7-0fc3-****-****-9f73****6c6e");
    assertThat(delivered.partId()).isNull();
    assertThat(delivered.phone()).isEqualTo("185****9057");
    assertThat(delivered.phoneE164()).isNull();
    assertThat(delivered.status()).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(delivered.failureReason()).isNull();
    assertThat(delivered.providerStatus()).isEqualTo("发送成功");
    assertThat(delivered.code()).isEqualTo("Delivrd");
    assertThat(delivered.description()).isEqualTo("用户接收成功");
    assertThat(delivered.segments()).isEqualTo(2);
    assertThat(delivered.reportedAt()).isEqualTo("2019-07-23T07:30:00Z");
    assertThat(delivered.receivedAt()).isEqualTo("2026-11-20T08:00:00.123Z");
    assertThat(delivered.reference()).isEqualTo("you man c define the content by yrself");
    assertThat(delivered.origin()).isEqualTo(Origin.PUSH);
    DeliveryReport failed = reading.reports().get(1);
    assertThat(failed.status()).isEqualTo(DeliveryStatus.FAILED);
    assertThat(failed.failureReason()).isEqualTo(FailureReason.BLACKLISTED);
  }

  @Test
  void writesRawOnOneLineWithoutWhiteSpaceAndCommentsBetweenTokens() {
    String element =
        "{ \"SessionNo\" :\"s 1\" , // a \"comment\"\r\n\t\"Phone\": \"18512345678\" /* { */ ,"
            + "\"Note\":\"a // b \\\" /* c\" }";

    DeliveryReport report = only(push(element));

    assertThat(report.raw().toString())
        .isEqualTo(
            "{\"SessionNo\":\"s 1\",\"Phone\":\"18512345678\",\"Note\":\"a // b \\\" /* c\"}");
  }

  @Test
  void keepsRawByteForByteWhereItIsOnOneLineAlready() {
    assertThat(only(push(GOOD)).raw().toString()).isEqualTo(GOOD);
  }

  @Test
  void skipsAByteOrderMark() {
    byte[] body = ("\uFEFF{\"MsgType\":2,\"Data\":[" + GOOD + "]}").getBytes(UTF_8);

    assertThat(reader.read(body).reports().get(0).raw().toString()).isEqualTo(GOOD);
  }

  @Test
  void takesTheTypeAfterTheDataAndAsText() {
    assertThat(read("{\"Data\":[" + GOOD + "],\"MsgType\":\"2\"}").reports()).hasSize(1);
  }

  @Test
  void theLastOfDuplicateKeysWins() {
    Reading reading =
        read("{\"MsgType\":0,\"Data\":[" + GOOD + "],\"MsgType\":2,\"Data\":[" + GOOD + "]}");

    assertThat(reading.reports()).hasSize(1);
  }

  @Test
  void takesNumbersAsTextAndTextsAsNumbers() {
    DeliveryReport report =
        only(
            push(
                "{\"SessionNo\":77,\"Phone\":18512345678,\"CostCount\":\"3\","
                    + "\"ReceiptTime\":\"1554168750\",\"ReceiptCode\":0,\"UserId\":5}"));

    assertThat(report.messageId()).isEqualTo("77");
    assertThat(report.phoneE164()).isEqualTo("+8618512345678");
    assertThat(report.segments()).isEqualTo(3);
    assertThat(report.reportedAt()).isEqualTo("2019-04-02T01:32:30Z");
    assertThat(report.code()).isEqualTo("0");
    assertThat(report.reference()).isEqualTo("5");
  }

  @Test
  void makesOddOptionalFieldsNull() {
    DeliveryReport report =
        only(
            push(
                "{\"SessionNo\":\"s\",\"Phone\":\"1\",\"CostCount\":-1,\"ReceiptTime\":[1],"
                    + "\"ReceiptResult\":{\"a\":[]},\"ReceiptCode\":null,\"ReceiptDesc\":[],"
                    + "\"UserId\":\" \",\"ExtendCode\":{\"x\":[1,{}]}}"));

    assertThat(report.status()).isEqualTo(DeliveryStatus.UNKNOWN);
    assertThat(report.segments()).isNull();
    assertThat(report.reportedAt()).isNull();
    assertThat(report.providerStatus()).isNull();
    assertThat(report.code()).isNull();
    assertThat(report.description()).isNull();
    assertThat(report.reference()).isNull();
  }

  @Test
  void takesTheGoodElementsAndRejectsEachBadOneWithItsBytes() {
    Reading reading =
        push(
            "\"a text\"",
            GOOD,
            "{\"Phone\": \"18512345678\"}",
            "{\"SessionNo\":\"s\"}",
            "{\"SessionNo\":\"s\",\"Phone\":\"none\"}",
            "{\"SessionNo\":[],\"Phone\":\"1\"}",
            "[1,[2]]",
            "null",
            "-12.5");

    assertThat(reading.reports()).hasSize(1);
    assertThat(reading.rejected())
        .extracting(Rejected::reason)
        .containsExactly(
            "not-an-object",
            "no-session-no",
            "no-phone",
            "no-phone",
            "no-session-no",
            "not-an-object",
            "not-an-object",
            "not-an-object");
    assertThat(reading.rejected())
        .extracting(rejected -> new String(rejected.bytes(), UTF_8))
        .startsWith("\"a text\"", "{\"Phone\": \"18512345678\"}")
        .endsWith("[1,[2]]", "null", "-12.5");
    Rejected first = reading.rejected().get(0);
    assertThat(first.source()).isEqualTo("ucloud-push");
    assertThat(first.account()).isEqualTo("shop");
    assertThat(first.detail()).isEqualTo("Data[0] is not an object");
  }

  @ParameterizedTest
  @CsvSource({"0,reply", "\"0\",reply", "1,message-type", "\"x\",message-type", "{},message-type"})
  void keepsOtherMessageTypesWhole(String type, String reason) {
    String body = "{\"MsgType\":" + type + ",\"Data\":[" + GOOD + "]}";

    Reading reading = read(body);

    assertThat(reading.reports()).isEmpty();
    assertThat(reading.rejected()).hasSize(1);
    assertThat(reading.rejected().get(0).reason()).isEqualTo(reason);
    assertThat(reading.rejected().get(0).bytes()).isEqualTo(body.getBytes(UTF_8));
  }

  @Test
  void anEmptyDataIsNoReports() {
    assertThat(read("{\"MsgType\":2,\"Data\":[]}")).isEqualTo(new Reading(List.of(), List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "// only a comment",
        "{",
        "{\"MsgType\":2,\"Data\":[",
        "{\"MsgType\":2,\"Data\":[]} x",
        "{\"MsgType\":2,\"Data\":[]}{}",
        "<html>",
        "{code: 0}",
        "{\"MsgType\":2,\"Data\":[{\"a\":\"\n\"}]}",
        "{\"MsgType\":02}",
        "[1"
      })
  void refusesWhatIsNotJson(String body) {
    assertThat(refusal(body).reason().wireName()).isEqualTo("not-json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00ff", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00e5\u008f", "\u0000"})
  void refusesWhatIsNotUtf8(String latin1) {
    byte[] body = ("{\"MsgType\":2,\"Data\":[],\"x\":\"" + latin1 + "\"}").getBytes(ISO_8859_1);

    MalformedPush refusal = catchThrowableOfType(MalformedPush.class, () -> reader.read(body));

    assertThat(refusal.reason().wireName()).isEqualTo("not-json");
    assertThat(refusal).hasMessageContaining("byte 28");
  }

  @Test
  void refusesUtf16() {
    byte[] body =
        "{\"MsgType\":2,\"Data\":[]}".getBytes(java.nio.charset.StandardCharsets.UTF_16LE);

    MalformedPush refusal = catchThrowableOfType(MalformedPush.class, () -> reader.read(body));

    assertThat(refusal.reason().wireName()).isEqualTo("not-json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|not-an-object",
        "2|not-an-object",
        "{}|no-msg-type",
        "{\"MsgType\":null,\"Data\":[]}|no-msg-type",
        "{\"MsgType\":2}|no-data",
        "{\"MsgType\":2,\"Data\":null}|no-data",
        "{\"MsgType\":2,\"Data\":{}}|no-data",
        "{\"MsgType\":2,\"Data\":[],\"Data\":1}|no-data"
      })
  void refusesWhatIsNoMessage(String body, String reason) {
    assertThat(refusal(body).reason().wireName()).isEqualTo(reason);
  }

  @Test
  void refusesAbsurdNestingAlsoInWhatItPassesOver() {
    String deep = "[".repeat(100) + "]".repeat(100);

    assertThat(refusal("{\"MsgType\":2,\"Data\":[],\"x\":" + deep + "}").reason().wireName())
        .isEqualTo("too-deep");
    assertThat(refusal("[".repeat(500_000)).reason().wireName()).isEqualTo("too-deep");
  }

  @Test
  void saysWhereTheJsonIsWrongWithoutQuotingIt() {
    assertThat(refusal("{\"MsgType\":2,\n\"Data\":[18512345678x]}"))
        .hasMessageStartingWith("not JSON: line 2, column ")
        .hasMessageNotContaining("18512345678");
  }

  @Test
  void halfASurrogatePairBecomesAReplacementSoThatTheRecordCanBeWritten() {
    DeliveryReport report =
        only(
            push(
                "{\"SessionNo\":\"s\\ud83d\",\"Phone\":\"1\",\"UserId\":\"\\ude00 \\ud83d\\ude00\"}"));

    assertThat(report.messageId()).isEqualTo("s\uFFFD");
    assertThat(report.reference()).isEqualTo("\uFFFD 😀");
    assertThat(RecordJson.read(RecordJson.write(report))).isEqualTo(report);
  }

  private Reading push(String... elements) {
    return read("{\"MsgType\":2,\"Data\":[" + String.join(",", elements) + "]}");
  }

  private Reading read(String body) {
    return reader.read(body.getBytes(UTF_8));
  }

  private MalformedPush refusal(String body) {
    return catchThrowableOfType(MalformedPush.class, () -> read(body));
  }

  private static DeliveryReport only(Reading reading) {
    assertThat(reading.rejected()).isEmpty();
    assertThat(reading.reports()).hasSize(1);
    return reading.reports().get(0);
  }
}
