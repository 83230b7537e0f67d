package io.dlrhub.provider.ucloud;

import io.dlrhub.report.FailureReason;

/**
 * Why a message failed, from UCloud's description and code together.
 *
 * <p>The description goes first: 260 of the 2,040 published codes change meaning with the operator,
 * which a report does not name (docs/decisions/result-word.md). Then the {@link ReceiptCodes table
 * of codes}, then what the family of the code tells.
 */
final class FailureReasons {

  private FailureReasons() {}

  /** The reason; {@link FailureReason#UNCLASSIFIED} where neither says. Either may be null. */
  static FailureReason of(String code, String description) {
    FailureReason described = DescriptionRules.reason(description);
    if (described != null) {
      return described;
    }
    String normal = ReceiptCode.normalise(code);
    FailureReason listed = ReceiptCodes.reason(normal);
    return listed != null ? listed : ReceiptCode.family(normal);
  }
}
