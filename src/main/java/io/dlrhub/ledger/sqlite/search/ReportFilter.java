package io.dlrhub.ledger.sqlite.search;

import io.dlrhub.ledger.ReportQuery;
import io.dlrhub.report.PhoneKey;
import io.dlrhub.report.RecordField;
import java.time.Instant;

/** Compares the line of a report with what is wanted. */
final class ReportFilter {

  private final ReportQuery query;
  private final String phoneKey;
  private final String status;

  /**
   * @param phoneKey of the phone that is wanted; null for any
   */
  ReportFilter(ReportQuery query, String phoneKey) {
    this.query = query;
    this.phoneKey = phoneKey;
    this.status = query.status() == null ? null : query.status().wireName();
  }

  boolean accepts(byte[] line) {
    return isOr(query.messageId(), RecordField.MESSAGE_ID, line)
        && (phoneKey == null || phoneKey.equals(keyOf(line)))
        && isOr(status, RecordField.STATUS, line)
        && (query.since() == null
            || !Instant.parse(RecordField.RECEIVED_AT.text(line)).isBefore(query.since()));
  }

  /** The key of identity of the phone in a report's line; null where it has none. */
  static String keyOf(byte[] line) {
    return PhoneKey.of(RecordField.PHONE.text(line), RecordField.PHONE_E164.text(line));
  }

  private static boolean isOr(String wanted, RecordField field, byte[] line) {
    return wanted == null || wanted.equals(field.text(line));
  }
}
