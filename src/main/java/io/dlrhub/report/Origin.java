package io.dlrhub.report;

/** How a report first reached us. */
public enum Origin {
  /** The provider posted it. */
  PUSH("push"),
  /** It came with a page that the provider deleted. */
  PULL("pull"),
  /** We asked for its message. */
  QUERY("query");

  private final String wireName;

  Origin(String wireName) {
    this.wireName = wireName;
  }

  /** The name in records. */
  public String wireName() {
    return wireName;
  }

  /**
   * The origin of that name.
   *
   * @throws IllegalArgumentException naming the accepted values
   */
  public static Origin of(String wireName) {
    return WireNames.find(values(), Origin::wireName, wireName, "origin");
  }
}
