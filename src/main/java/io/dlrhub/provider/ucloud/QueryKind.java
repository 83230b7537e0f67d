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

  QueryKind(String action, String parameter, String idField, Channel channel, String source) {
    this.action = action;
    this.parameter = parameter;
    this.idField = idField;
    this.channel = channel;
    this.source = source;
  }
}
