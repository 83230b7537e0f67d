package io.dlrhub.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each deviation of an answer's shape that can be switched on. */
class UCloudShapesTest {

  private static final SimulatedVerdict BLACKLISTED =
      new SimulatedVerdict(Outcome.FAILED, "MSBLACK", "手机在运营商防骚扰黑名单", "Blacklisted", 3);

  private final UCloudSimulator ucloud = UCloudSimulator.builder().timer(new ManualTimer()).start();
  private final RawClient client = new RawClient(ucloud);

  @AfterEach
  void stop() {
    ucloud.close();
  }

  @Test
  void writesRetCodeAsTextAndLeavesTheMessageOut() throws Exception {
    ucloud.faults().next(Fault.RETCODE_AS_STRING, Fault.NO_MESSAGE);
    JsonNode answer = client.call("PullUSMSReport");
    assertThat(answer.path("RetCode").isTextual()).isTrue();
    assertThat(answer.path("RetCode").asText()).isEqualTo("0");
    assertThat(answer.has("Message")).isFalse();
  }

  @Test
  void writesAnEmptySetAsArrayNullOrNotAtAll() throws Exception {
    assertThat(client.call("PullUSMSReport").path("ReportSet").isArray()).isTrue();
    ucloud.faults().next(Fault.EMPTY_SET_IS_NULL);
    assertThat(client.call("PullUSMSReport").path("ReportSet").isNull()).isTrue();
    ucloud.faults().next(Fault.EMPTY_SET_IS_ABSENT);
    assertThat(client.call("PullUSMSReport").has("ReportSet")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "CHINESE,DELIVERED,,发送成功",
    "CHINESE,FAILED,,发送失败",
    "CHINESE,UNKNOWN,,状态未知",
    "ENGLISH,DELIVERED,,Success",
    "ENGLISH,FAILED,,Fail",
    "ENGLISH,UNKNOWN,,Unknow",
    "ENGLISH,DELIVERED,LOWER_CASE_RESULT,success",
    "ENGLISH,UNKNOWN,LOWER_CASE_RESULT,unknow",
    "CHINESE,DELIVERED,FIRST_REVISION_RESULT,接收成功",
    "CHINESE,FAILED,FIRST_REVISION_RESULT,接收失败",
    "CHINESE,FAILED,SUBMIT_FAIL,SubmitFail",
    "CHINESE,DELIVERED,SUBMIT_FAIL,发送成功"
  })
  void writesTheResultInEveryKnownWord(
      Language language, Outcome outcome, Fault fault, String expected) throws Exception {
    report(language, outcome);
    if (fault != null) {
      ucloud.faults().next(fault);
    }
    JsonNode report = client.call("PullUSMSReport").path("ReportSet").get(0);
    assertThat(report.path("ReceiptResult").asText()).isEqualTo(expected);
  }

  @Test
  void writesTimeAsTextOrZeroAndAnUndocumentedField() throws Exception {
    report(Language.CHINESE, Outcome.DELIVERED);
    report(Language.CHINESE, Outcome.DELIVERED);
    ucloud.faults().next(Fault.TIME_AS_STRING, Fault.EXTEND_CODE);
    JsonNode first = client.call("PullUSMSReport", "Limit", "1").path("ReportSet").get(0);
    assertThat(first.path("ReceiptTime").isTextual()).isTrue();
    assertThat(first.path("ExtendCode").asText()).isEqualTo("123");
    ucloud.faults().next(Fault.TIME_ZERO);
    JsonNode second = client.call("PullUSMSReport", "Limit", "1").path("ReportSet").get(0);
    assertThat(second.path("ReceiptTime").asLong(-1)).isZero();
    assertThat(second.has("ExtendCode")).isFalse();
  }

  @Test
  void appliesAFaultOnlyToTheActionItIsMeantFor() throws Exception {
    ucloud.faults().next("GetUSMSSendReceipt", Fault.RATE_LIMITED);
    assertThat(client.call("PullUSMSReport").path("RetCode").asInt()).isZero();
    assertThat(ucloud.faults().pending()).isEqualTo(1);
    JsonNode receipt = client.call("GetUSMSSendReceipt", "SessionNoSet.0", "x");
    assertThat(receipt.path("RetCode").asInt()).isEqualTo(153);
    assertThat(ucloud.faults().pending()).isZero();
  }

  private void report(Language language, Outcome outcome) {
    SimulatedMessage message =
        new SimulatedMessage(
            "s-" + ucloud.outside().made(),
            false,
            List.of("18512345678"),
            null,
            language,
            1,
            Instant.EPOCH);
    SimulatedVerdict verdict =
        switch (outcome) {
          case DELIVERED -> SimulatedVerdict.DELIVERED;
          case FAILED -> BLACKLISTED;
          case UNKNOWN -> SimulatedVerdict.UNKNOWN;
        };
    ucloud.account().report(message, "18512345678", verdict);
  }
}
