package io.dlrhub.sink.http;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatistics;
import io.dlrhub.report.Record;

/** What records must keep their order among themselves. */
final class MessageKey {

  private MessageKey() {}

  /** Equal for records about the same message, or the same hour. */
  static Object of(Record record) {
    if (record instanceof DeliveryReport report) {
      return report.messageId();
    }
    return ((DeliveryStatistics) record).windowStart();
  }
}
