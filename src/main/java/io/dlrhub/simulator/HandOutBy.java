package io.dlrhub.simulator;

/** How a report is handed out. */
public enum HandOutBy {
  PUSH("Delivrd"),
  PULL("0"),
  QUERY("");

  private final String successCode;

  HandOutBy(String successCode) {
    this.successCode = successCode;
  }

  /** {@code ReceiptCode} of a delivered message: the samples spell it differently on each way. */
  String successCode() {
    return successCode;
  }
}
