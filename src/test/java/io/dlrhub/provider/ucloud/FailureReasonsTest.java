package io.dlrhub.provider.ucloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.report.FailureReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One test a family, by description in both languages and by code alone. */
class FailureReasonsTest {

  @ParameterizedTest
  @CsvSource({
    ",移动网关的错误",
    ",Carrier gateway internal error",
    "MA:0054,",
    "IB:7777,失败",
    "NOROUTE,",
    "CC:9999,",
    "反向,反向退订无权限"
  })
  void operatorErrors(String code, String description) {
    assertReason(code, description, FailureReason.OPERATOR_ERROR);
  }

  @ParameterizedTest
  @CsvSource({",号码为空号", ",The number does not exist", "MK:0001,", "SGIP:1,", ",手机终端是空号"})
  void invalidNumbers(String code, String description) {
    assertReason(code, description, FailureReason.INVALID_NUMBER);
  }

  @ParameterizedTest
  @CsvSource({",关机", ",Phone is powered off", "MI:0024,", "UNDELIV:601,", ",手机终端异常"})
  void unreachablePhones(String code, String description) {
    assertReason(code, description, FailureReason.UNREACHABLE);
  }

  @ParameterizedTest
  @CsvSource({",用户已退订", ",Number is on the operator BLACKLIST", "MBBLACK,", "DB:0141,"})
  void blacklists(String code, String description) {
    assertReason(code, description, FailureReason.BLACKLISTED);
  }

  @ParameterizedTest
  @CsvSource({",运营商超频拦截", ",Sending too many messages", "TE:0003,", "MX:0003,"})
  void rateLimits(String code, String description) {
    assertReason(code, description, FailureReason.RATE_LIMITED);
  }

  @ParameterizedTest
  @CsvSource({",短信内容含有敏感词", ",Template rejected by operator", "KEYWORD,", "SIGFAIL,"})
  void refusedContents(String code, String description) {
    assertReason(code, description, FailureReason.CONTENT_REJECTED);
  }

  @ParameterizedTest
  @CsvSource({",短消息超过有效期", ",Message expired", "EXPIRED,", "EXPIRED_601,", "MI:9876,", "MI:0000,"})
  void expiries(String code, String description) {
    assertReason(code, description, FailureReason.EXPIRED);
  }

  @ParameterizedTest
  @CsvSource({",", "'',''", "UNKNOWN,", "NULL,运营商未告知的原因拦截", "ZZZ,any words"})
  void whatNeitherTells(String code, String description) {
    assertReason(code, description, FailureReason.UNCLASSIFIED);
  }

  @Test
  void theDocumentedSampleIsABlacklist() {
    assertReason("MSBLACK", "手机在运营商防骚扰黑名单", FailureReason.BLACKLISTED);
    assertReason("MSBLACK", null, FailureReason.BLACKLISTED);
  }

  @Test
  void theDescriptionGoesBeforeTheCode() {
    assertReason("MBBLACK", "用户关机", FailureReason.UNREACHABLE);
  }

  @Test
  void aCodeWithAReasonForEachOperatorTellsNothingAlone() {
    assertReason("12", "失败", FailureReason.UNCLASSIFIED);
    assertReason("12", "号码在运营商防骚扰黑名单", FailureReason.BLACKLISTED);
  }

  @Test
  void aTextThatNamesBothClaimsNotThatTheNumberIsBad() {
    assertReason("1", "停机、空号", FailureReason.UNREACHABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DB:0141", " db:0141 ", "DB：0141", "DB: 0141", "DB0141", "DB00141"})
  void spellingsOfOneCodeAreOne(String code) {
    assertThat(ReceiptCode.normalise(code)).isEqualTo("DB:0141");
    assertReason(code, null, FailureReason.BLACKLISTED);
  }

  private static void assertReason(String code, String description, FailureReason expected) {
    assertThat(FailureReasons.of(code, description)).isEqualTo(expected);
  }
}
