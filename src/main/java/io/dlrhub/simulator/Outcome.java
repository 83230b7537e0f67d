package io.dlrhub.simulator;

/** What became of a simulated message to one phone, in every word the provider has used for it. */
public enum Outcome {
  DELIVERED("delivered", "发送成功", "Success", "接收成功"),
  FAILED("failed", "发送失败", "Fail", "接收失败"),
  /** The operator has not told; UCloud's own spelling. */
  UNKNOWN("unknown", "状态未知", "Unknow", "状态未知");

  private final String status;
  private final String chinese;
  private final String english;
  private final String received;

  Outcome(String status, String chinese, String english, String received) {
    this.status = status;
    this.chinese = chinese;
    this.english = english;
    this.received = received;
  }

  /** The {@code status} a normalised record has for it. */
  public String status() {
    return status;
  }

  /** {@code ReceiptResult} in that language. */
  public String word(Language language) {
    return language == Language.CHINESE ? chinese : english;
  }

  /** {@code ReceiptResult} of the push's first revision (2020-07-23). */
  public String firstRevisionWord() {
    return received;
  }
}
