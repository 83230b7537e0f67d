package io.dlrhub.provider.ucloud;

import io.dlrhub.report.Channel;
import io.dlrhub.report.Rejected;

/** The two calls that ask for messages by their ids (docs/protocol/ucloud.md). */
enum QueryKind {
  /** Text messages, by the {@code SessionNo} their sending answered. */
  USMS("GetUSMSSendReceipt", "SessionNoSet", "SessionNo", Channel.SMS, Rejected.UCLOUD_QUERY),
  /** Video messages, by {@code TaskId}. */
  ISMS("GetISMSSendReceipt", "TaskIdSet", "TaskId", Channel.VIDEO, Rejected.UCLOUD_VIDEO_QUERY);

  /** More are refused by the provider. */
  static final int MAX_IDS = 100;

  final String action;
  final String parameter;
  final String idField;
  final Channel channel;
  final String source;

  /**
   * The kind of that name.
   *
   * @throws IllegalArgumentException naming the accepted values
   */
  static QueryKind parse(String name) {
    for (QueryKind kind : values()) {
      if (kind.name().equalsIgnoreCase(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("kind is '" + name + "', accepted are usms and isms");
  }

  QueryKind(String action, String parameter, String idField, Channel channel, String source) {
    this.action = action;
    this.parameter = parameter;
    this.idField = idField;
    this.channel = channel;
    this.source = source;
  }
}
