package io.dlrhub.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A row of the log, taken apart.
 *
 * @param firstSeq the position of its first record
 * @param lines its records
 */
record LogRow(long firstSeq, List<byte[]> lines) {

  /**
   * @throws LedgerException if the row does not hold as many records as it says
   */
  static LogRow of(long firstSeq, int count, byte[] stored) {
    byte[] body = RowBody.decode(stored);
    List<byte[]> lines = new ArrayList<>(count);
    // A text of single bytes is searched several at a time.
    String text = new String(body, StandardCharsets.ISO_8859_1);
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      lines.add(Arrays.copyOfRange(body, start, end));
      start = end + 1;
    }
    lines.add(Arrays.copyOfRange(body, start, body.length));
    if (lines.size() != count) {
      throw new LedgerException(
          "the log row at %d holds %d records instead of %d"
              .formatted(firstSeq, lines.size(), count));
    }
    return new LogRow(firstSeq, lines);
  }

  boolean covers(long seq) {
    return seq >= firstSeq && seq < firstSeq + lines.size();
  }
}
