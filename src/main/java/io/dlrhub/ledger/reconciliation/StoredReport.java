package io.dlrhub.ledger.reconciliation;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.RecordJson;
import java.nio.charset.StandardCharsets;

/**
 * A report as it lies in a row of the log; tells the little that most readers want without parsing
 * all of it.
 *
 * @param seq its position
 * @param body the lines of the row
 * @param offset where its line begins
 * @param length of its line
 */
public record StoredReport(long seq, byte[] body, int offset, int length) {

  private static final byte[] STATUS = "\"status\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final int ID = "{\"id\":\"".length();

  /** Whether its status is delivered; the first such field of a line is the record's own. */
  public boolean isDelivered() {
    int end = offset + length - STATUS.length;
    for (int at = offset; at < end; at++) {
      if (body[at] == STATUS[0] && matches(at)) {
        return body[at + STATUS.length] == 'd';
      }
    }
    throw new LedgerException("the record at " + seq + " of the log has no status");
  }

  private boolean matches(int at) {
    for (int i = 1; i < STATUS.length; i++) {
      if (body[at + i] != STATUS[i]) {
        return false;
      }
    }
    return true;
  }

  /** The first 64 bits of its id, with which a line begins. */
  public long idHigh() {
    long high = 0;
    for (int i = 0; i < 16; i++) {
      high = high << 4 | Character.digit(body[offset + ID + i], 16);
    }
    return high;
  }

  public DeliveryReport read() {
    return (DeliveryReport) RecordJson.read(body, offset, length);
  }
}
