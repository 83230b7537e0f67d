package io.dlrhub.ledger.sqlite.log;

import io.dlrhub.ledger.LedgerException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;

/**
 * A row of the log, taken apart.
 *
 * @param firstSeq the position of its first record
 * @param body its records, a line each, with one byte between them
 * @param starts where each line begins, and where another one would
 */
public record LogRow(long firstSeq, byte[] body, int[] starts) {

  private static final long LINE_ENDS = 0x0A0A0A0A0A0A0A0AL;
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHEST_BITS = 0x8080808080808080L;

  /**
   * @throws LedgerException if the row does not hold as many records as it says
   */
  public static LogRow of(long firstSeq, int count, byte[] stored) {
    byte[] body = RowBody.decode(stored);
    ByteBuffer bytes = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    int[] starts = new int[count + 1];
    int found = 0;
    for (int end = -1; end < body.length; found++) {
      end = lineEnd(bytes, end + 1);
      if (found < count) {
        starts[found + 1] = end + 1;
      }
    }
    if (found != count) {
      throw new LedgerException(
          String.format(
              Locale.ROOT,
              "the log row at %d holds %d records instead of %d",
              firstSeq,
              found,
              count));
    }
    return new LogRow(firstSeq, body, starts);
  }

  /** The first end of a line from there on, looked for in eight bytes at a time. */
  private static int lineEnd(ByteBuffer bytes, int from) {
    int at = from;
    for (; at <= bytes.limit() - Long.BYTES; at += Long.BYTES) {
      long different = bytes.getLong(at) ^ LINE_ENDS;
      // The lowest bit that is left is that of the first byte that is none; later ones may lie.
      long ends = (different - ONES) & ~different & HIGHEST_BITS;
      if (ends != 0) {
        return at + Long.numberOfTrailingZeros(ends) / Byte.SIZE;
      }
    }
    while (at < bytes.limit() && bytes.get(at) != '\n') {
      at++;
    }
    return at;
  }

  /** How many records it holds. */
  public int size() {
    return starts.length - 1;
  }

  /** Where the line of that record begins. */
  int start(int index) {
    return starts[index];
  }

  /** Where it ends. */
  int end(int index) {
    return starts[index + 1] - 1;
  }

  /** A copy of it. */
  public byte[] line(int index) {
    return Arrays.copyOfRange(body, start(index), end(index));
  }

  boolean covers(long seq) {
    return seq >= firstSeq && seq < firstSeq + size();
  }
}
