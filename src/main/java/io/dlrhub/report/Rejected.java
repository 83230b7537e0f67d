package io.dlrhub.report;

/**
 * Bytes that were accepted from a provider but could not be understood. They go to quarantine in
 * the transaction of the records they came with.
 *
 * @param source where they came from: {@link #UCLOUD_PUSH} and those below it
 * @param account our name for the account
 * @param reason a short fixed word, of {@link RejectReason} where it is ours; a metric label
 * @param detail what was wrong and where, for a person; no phone number
 * @param bytes the body or element as received
 */
public record Rejected(String source, String account, String reason, String detail, byte[] bytes) {

  public static final String UCLOUD_PUSH = "ucloud-push";
  public static final String UCLOUD_PULL = "ucloud-pull";
  public static final String UCLOUD_QUERY = "ucloud-query";
  public static final String UCLOUD_VIDEO_QUERY = "ucloud-video-query";
  public static final String TENCENT_STATISTICS = "tencent-statistics";

  /** Name of the exchange property that carries a {@code List<Rejected>} beside the records. */
  public static final String PROPERTY = "dlrRejected";

  /**
   * Name of the exchange property that says a whole message was unusable: what was wrong and where,
   * for the sender. Its bytes are then the one element of {@link #PROPERTY}.
   */
  public static final String MALFORMED = "dlrMalformed";
}
