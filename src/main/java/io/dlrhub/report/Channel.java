package io.dlrhub.report;

/** The kind of message. */
public enum Channel {
  /** Text message (UCloud USMS). */
  SMS("sms"),
  /** Video message (UCloud ISMS). */
  VIDEO("video");

  private final String wireName;

  Channel(String wireName) {
    this.wireName = wireName;
  }

  /** The name in records. */
  public String wireName() {
    return wireName;
  }

  /**
   * The channel of that name.
   *
   * @throws IllegalArgumentException naming the accepted values
   */
  public static Channel of(String wireName) {
    return WireNames.find(values(), Channel::wireName, wireName, "channel");
  }
}
