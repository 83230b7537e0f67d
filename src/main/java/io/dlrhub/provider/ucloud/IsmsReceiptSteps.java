package io.dlrhub.provider.ucloud;

/** The steps of the Kamelet {@code ucloud-isms-receipt-action}; region and zone are required. */
public final class IsmsReceiptSteps extends ReceiptSteps {

  /** Before {@link #start}. */
  public IsmsReceiptSteps() {
    super(QueryKind.ISMS);
  }

  @Override
  public void start() {
    Credentials credentials = credentials();
    if (credentials.region() == null || credentials.zone() == null) {
      String missing = credentials.region() == null ? "region" : "zone";
      throw new IllegalArgumentException(
          missing + " is missing: UCloud wants both for video messages, such as cn-bj2, cn-bj2-02");
    }
    super.start();
  }
}
