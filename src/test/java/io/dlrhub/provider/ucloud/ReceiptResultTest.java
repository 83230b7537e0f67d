package io.dlrhub.provider.ucloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.report.DeliveryStatus;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptResultTest {

  @ParameterizedTest
  @CsvSource({
    "发送成功,DELIVERED",
    "接收成功,DELIVERED",
    "Success,DELIVERED",
    "' SUCCESS ',DELIVERED",
    "发送失败,FAILED",
    "' 发送失败 ',FAILED",
    "接收失败,FAILED",
    "Fail,FAILED",
    "SubmitFail,FAILED",
    "submitfail,FAILED",
    "状态未知,UNKNOWN",
    "Unknow,UNKNOWN",
    "Unknown,UNKNOWN",
    "Delivrd,UNKNOWN",
    "'',UNKNOWN",
    ",UNKNOWN"
  })
  void theResultWordAloneDecides(String word, DeliveryStatus status) {
    assertThat(ReceiptResult.status(word)).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "1563867000,2019-07-23T07:30:00Z",
    "' 1563867000 ',2019-07-23T07:30:00Z",
    "1563867000999,2019-07-23T07:30:00Z",
    "0,",
    "1,",
    "-1563867000,",
    "1563867000.5,",
    "99999999999,",
    "9999999999999999999999,",
    "soon,",
    "'',",
    ","
  })
  void aTimeIsSecondsOrMillisecondsOrNone(String text, Instant expected) {
    assertThat(ReceiptTime.instant(text)).isEqualTo(expected);
  }
}
