package io.dlrhub.report;

import static io.dlrhub.report.Rejected.TENCENT_STATISTICS;
import static io.dlrhub.report.Rejected.UCLOUD_PULL;
import static io.dlrhub.report.Rejected.UCLOUD_PUSH;
import static io.dlrhub.report.Rejected.UCLOUD_QUERY;
import static io.dlrhub.report.Rejected.UCLOUD_VIDEO_QUERY;

import java.util.Arrays;
import java.util.List;

/** Why something goes to quarantine: every reason there is, and which sources may give it. */
public enum RejectReason {
  /** Not JSON, or not UTF-8. */
  NOT_JSON("not-json", UCLOUD_PUSH, TENCENT_STATISTICS),
  /** JSON nested deeper than anybody means. */
  TOO_DEEP("too-deep", UCLOUD_PUSH),
  /** JSON, but no object where one must be: the whole, or an element. */
  NOT_AN_OBJECT(
      "not-an-object",
      UCLOUD_PUSH,
      UCLOUD_PULL,
      UCLOUD_QUERY,
      UCLOUD_VIDEO_QUERY,
      TENCENT_STATISTICS),
  /** A push without {@code MsgType}. */
  NO_MSG_TYPE("no-msg-type", UCLOUD_PUSH),
  /** A push that is a reply of a person to a message. */
  REPLY("reply", UCLOUD_PUSH),
  /** A push of another kind than receipts and replies. */
  MESSAGE_TYPE("message-type", UCLOUD_PUSH),
  /** {@code Data} is not the array it must be; of Tencent: no figures are given. */
  NO_DATA("no-data", UCLOUD_PUSH, UCLOUD_QUERY, UCLOUD_VIDEO_QUERY, TENCENT_STATISTICS),
  /** A receipt without {@code SessionNo}. */
  NO_SESSION_NO("no-session-no", UCLOUD_PUSH, UCLOUD_PULL),
  /** An answer about a message that it does not name. */
  NO_MESSAGE_ID("no-message-id", UCLOUD_QUERY, UCLOUD_VIDEO_QUERY),
  /** A receipt without a phone. */
  NO_PHONE("no-phone", UCLOUD_PUSH, UCLOUD_PULL, UCLOUD_QUERY, UCLOUD_VIDEO_QUERY),
  /** Beyond as many of a body as are kept one by one: the range of it that they stand in. */
  TOO_MANY("too-many", UCLOUD_PUSH, UCLOUD_PULL),
  /** An answer that is broken off or cannot be understood, as a whole. */
  UNREADABLE_ANSWER("unreadable-answer", UCLOUD_PULL),
  /** Neither success nor an error is said. */
  NO_RESULT("no-result", TENCENT_STATISTICS),
  /** The code of success or error is no number. */
  BAD_RESULT("bad-result", TENCENT_STATISTICS),
  /** {@code data} is not the object it must be. */
  BAD_DATA("bad-data", TENCENT_STATISTICS),
  /** A figure is missing. */
  NO_FIGURE("no-figure", TENCENT_STATISTICS),
  /** A figure is not a count. */
  BAD_FIGURE("bad-figure", TENCENT_STATISTICS);

  private final String wireName;
  private final List<String> sources;

  RejectReason(String wireName, String... sources) {
    this.wireName = wireName;
    this.sources = List.of(sources);
  }

  /** Those that source may give. */
  public static List<RejectReason> of(String source) {
    return Arrays.stream(values()).filter(reason -> reason.sources.contains(source)).toList();
  }

  /** The word in metrics and in the ledger. */
  public String wireName() {
    return wireName;
  }

  /** What was rejected for it; the parameters as those of {@link Rejected}. */
  public Rejected rejected(String source, String account, String detail, byte[] bytes) {
    assert sources.contains(source) : wireName + " is not a reason of " + source;
    return new Rejected(source, account, wireName, detail, bytes);
  }
}
