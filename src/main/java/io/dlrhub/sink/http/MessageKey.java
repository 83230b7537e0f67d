package io.dlrhub.sink.http;

import io.dlrhub.report.RecordHead;

/** What records must keep their order among themselves. */
final class MessageKey {

  private MessageKey() {}

  /** Equal for records about the same message, and for all statistics. */
  static String of(RecordHead head) {
    return head.messageId() == null ? head.type() : head.messageId();
  }
}
