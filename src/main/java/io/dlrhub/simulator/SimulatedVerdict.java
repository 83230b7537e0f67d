package io.dlrhub.simulator;

/**
 * An outcome with the operator's reason.
 *
 * @param outcome delivered, failed or not told
 * @param code {@code ReceiptCode} of a failure; empty otherwise, as its spelling then depends on
 *     the way the report takes
 * @param chinese {@code ReceiptDesc} in Chinese
 * @param english {@code ReceiptDesc} in English
 * @param bucket which of Tencent's {@code status_fail_0} to {@code _4} counts it, -1 for none
 */
public record SimulatedVerdict(
    Outcome outcome, String code, String chinese, String english, int bucket) {

  /** The phone has it. */
  public static final SimulatedVerdict DELIVERED =
      new SimulatedVerdict(
          Outcome.DELIVERED, "", "用户接收成功", "Successfully delivered to target phone", -1);

  /** The operator has not told yet. */
  public static final SimulatedVerdict UNKNOWN =
      new SimulatedVerdict(
          Outcome.UNKNOWN, "", "运营商未上报状态报告", "Status not reported by the operator", -1);

  /** {@code ReceiptDesc} in that language. */
  public String description(Language language) {
    return language == Language.CHINESE ? chinese : english;
  }
}
