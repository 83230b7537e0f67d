package io.dlrhub.provider.ucloud;

import io.dlrhub.report.DeliveryStatus;
import java.util.Locale;

/**
 * UCloud's result word, the only thing that decides success ({@code ReceiptCode} spells it in three
 * ways; docs/protocol/ucloud.md).
 */
final class ReceiptResult {

  private ReceiptResult() {}

  /** What the word means; unknown for one that nobody has documented, and for none. */
  static DeliveryStatus status(String word) {
    if (word == null) {
      return DeliveryStatus.UNKNOWN;
    }
    return switch (word) {
      case "发送成功" -> DeliveryStatus.DELIVERED;
      case "发送失败" -> DeliveryStatus.FAILED;
      default -> ofNormalised(word.strip().toLowerCase(Locale.ROOT));
    };
  }

  private static DeliveryStatus ofNormalised(String word) {
    return switch (word) {
      case "发送成功", "接收成功", "success" -> DeliveryStatus.DELIVERED;
      case "发送失败", "接收失败", "fail", "submitfail" -> DeliveryStatus.FAILED;
      // 状态未知, Unknow, Unknown and every word not documented
      default -> DeliveryStatus.UNKNOWN;
    };
  }
}
