package io.dlrhub.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The words with which providers say what became of a message. */
class ResultWordTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "发送成功",
        "接收成功",
        "成功",
        "投递成功",
        "已送达",
        "發送成功",
        "Success",
        " SUCCESS ",
        "success.",
        "Successful",
        "Sent successfully",
        "sent  SUCCESSFULLY",
        "Sent_Successfully",
        "SentSuccessfully",
        "Send success",
        "Send successful",
        "Sending successful",
        "Delivered",
        "DELIVRD",
        "Delivrd",
        "delivered.",
        "Ｓｕｃｃｅｓｓ",
        "发送 成功",
        "发送成功！",
        "Successfully sent",
        "Delivery succeeded"
      })
  void meansDelivered(String word) {
    assertThat(ResultWord.status(word)).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(ResultWord.isKnown(word)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "发送失败",
        " 发送失败 ",
        "接收失败",
        "失败",
        "提交失败",
        "發送失敗",
        "Fail",
        "FAILED",
        "Failure",
        "SubmitFail",
        "submitfail",
        "Submit failed",
        "Sending failed",
        "Send failed",
        "Sent failed",
        "Failed to send",
        "Delivery failed",
        "UNDELIV",
        "Undeliverable",
        "REJECTD",
        "EXPIRED",
        "DELETED",
        "Not delivered",
        "ｆａｉｌ"
      })
  void meansFailed(String word) {
    assertThat(ResultWord.status(word)).isEqualTo(DeliveryStatus.FAILED);
    assertThat(ResultWord.isKnown(word)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "状态未知",
        "未知",
        "狀態未知",
        "Unknow",
        "Unknown",
        "Unknown state",
        "Unknown status",
        "UNKNOWN STATE",
        "ENROUTE",
        "ACCEPTD",
        "",
        " "
      })
  void meansThatNobodyKnows(String word) {
    assertThat(ResultWord.status(word)).isEqualTo(DeliveryStatus.UNKNOWN);
    assertThat(ResultWord.isKnown(word)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Erfolg", "sent", "不成功吗", "successfail", "0", "MK:0003", "**"})
  void isNotDocumented(String word) {
    assertThat(ResultWord.status(word)).isEqualTo(DeliveryStatus.UNKNOWN);
    assertThat(ResultWord.isKnown(word)).isFalse();
  }
}
