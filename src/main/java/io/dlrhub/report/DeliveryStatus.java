package io.dlrhub.report;

/** What became of a message. */
public enum DeliveryStatus {
  /** It reached the phone. Final. */
  DELIVERED("delivered"),
  /** It will not reach the phone. Final. */
  FAILED("failed"),
  /** The operator has not said, or in words nobody has documented. */
  UNKNOWN("unknown");

  private final String wireName;

  DeliveryStatus(String wireName) {
    this.wireName = wireName;
  }

  /** The name in records. */
  public String wireName() {
    return wireName;
  }

  /** Whether nothing else is expected to follow. */
  public boolean isFinal() {
    return this != UNKNOWN;
  }

  /**
   * The status of that name.
   *
   * @throws IllegalArgumentException naming the accepted values
   */
  public static DeliveryStatus of(String wireName) {
    return WireNames.find(values(), DeliveryStatus::wireName, wireName, "status");
  }
}
