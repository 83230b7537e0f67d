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

  ReportFilter(ReportQuery query) {
    this.query = query;
    this.phoneKey = PhoneKey.of(query.phone());
    this.status = query.status() == null ? null : query.status().wireName();
  }

  boolean accepts(byte[] line) {
    return isOr(query.messageId(), RecordField.MESSAGE_ID, line)
        && (phoneKey == null || phoneKey.equals(PhoneKey.of(RecordField.PHONE.text(line))))
        && isOr(status, RecordField.STATUS, line)
        && (query.since() == null
            || !Instant.parse(RecordField.RECEIVED_AT.text(line)).isBefore(query.since()));
  }

  private static boolean isOr(String wanted, RecordField field, byte[] line) {
    return wanted == null || wanted.equals(field.text(line));
  }
}
