package io.dlrhub.ledger;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * How the lines of a row are stored: as they are, or deflated when that is shorter. The lines of a
 * row repeat each other, and what is not written need not be synced: deflating costs a microsecond
 * a record and saves the disk nine tenths.
 */
final class RowBody {

  /** The first byte of a deflated body; a plain one begins with a brace. */
  private static final byte DEFLATED = 1;

  private static final int HEADER = 1 + Integer.BYTES;

  /** A single record hardly shrinks. */
  private static final int WORTH_DEFLATING = 1024;

  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);

  /** The bytes to store for these lines. */
  byte[] encode(byte[] lines, int size) {
    if (size < WORTH_DEFLATING) {
      return Arrays.copyOf(lines, size);
    }
    byte[] deflated = new byte[size];
    ByteBuffer.wrap(deflated).put(DEFLATED).putInt(size);
    deflater.reset();
    deflater.setInput(lines, 0, size);
    deflater.finish();
    int length = deflater.deflate(deflated, HEADER, size - HEADER);
    return deflater.finished()
        ? Arrays.copyOf(deflated, HEADER + length)
        : Arrays.copyOf(lines, size);
  }

  /**
   * The lines again.
   *
   * @throws LedgerException if the bytes are damaged
   */
  static byte[] decode(byte[] stored) {
    if (stored[0] != DEFLATED) {
      return stored;
    }
    ByteBuffer header = ByteBuffer.wrap(stored, 1, Integer.BYTES);
    byte[] lines = new byte[header.getInt()];
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(stored, HEADER, stored.length - HEADER);
      if (inflater.inflate(lines) != lines.length) {
        throw new LedgerException("a row of the log is damaged: it ends early");
      }
      return lines;
    } catch (DataFormatException e) {
      throw new LedgerException("a row of the log is damaged: " + e.getMessage(), e);
    } finally {
      inflater.end();
    }
  }
}
