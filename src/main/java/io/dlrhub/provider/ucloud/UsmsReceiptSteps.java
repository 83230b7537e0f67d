package io.dlrhub.provider.ucloud;

/** The steps of the Kamelet {@code ucloud-usms-receipt-action}. */
public final class UsmsReceiptSteps extends ReceiptSteps {

  /** Before {@link #start}. */
  public UsmsReceiptSteps() {
    super(QueryKind.USMS);
  }
}
