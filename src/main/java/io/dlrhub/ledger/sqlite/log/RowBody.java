package io.dlrhub.ledger.sqlite.log;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import io.dlrhub.ledger.LedgerException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * How the lines of a row are stored: as they are, or compressed when that is shorter. The lines of
 * a row repeat each other, and what is not written need not be synced: Zstandard costs less than a
 * microsecond a record and saves the disk nine tenths.
 *
 * <p>Ledgers up to layout 5 have deflated rows, which stay as they are. For the writer's thread;
 * {@link #decode} for any.
 */
final class RowBody implements AutoCloseable {

  /** The first byte of a deflated body; a plain one begins with a brace. */
  private static final byte DEFLATED = 1;

  /** The first byte of a body compressed with Zstandard. */
  private static final byte ZSTANDARD = 2;

  private static final int HEADER = 1 + Integer.BYTES;

  /** A single record hardly shrinks. */
  private static final int WORTH_COMPRESSING = 1024;

  /** The fastest level that still finds what repeats over a whole row. */
  private static final int LEVEL = 1;

  private byte[] compressed = new byte[LogWriter.ROW_BYTES];
  private ZstdCompressCtx compressor;

  /** The bytes to store for these lines. */
  byte[] encode(byte[] lines, int size) {
    if (size < WORTH_COMPRESSING) {
      return Arrays.copyOf(lines, size);
    }
    if (compressed.length < size) {
      compressed = new byte[size];
    }
    ByteBuffer.wrap(compressed).put(ZSTANDARD).putInt(size);
    try {
      int length =
          compressor().compressByteArray(compressed, HEADER, size - HEADER, lines, 0, size);
      return Arrays.copyOf(compressed, HEADER + length);
    } catch (ZstdException noShorter) {
      return Arrays.copyOf(lines, size);
    }
  }

  /** Made when it is first needed. */
  private ZstdCompressCtx compressor() {
    if (compressor == null) {
      Zstandard.load();
      compressor = new ZstdCompressCtx();
      compressor.setLevel(LEVEL);
    }
    return compressor;
  }

  @Override
  public void close() {
    if (compressor != null) {
      compressor.close();
      compressor = null;
    }
  }

  /**
   * The lines again.
   *
   * @throws LedgerException if the bytes are damaged
   */
  static byte[] decode(byte[] stored) {
    return switch (stored[0]) {
      case DEFLATED -> inflate(stored);
      case ZSTANDARD -> Decompressors.decompress(stored, HEADER, new byte[size(stored)]);
      default -> stored;
    };
  }

  private static int size(byte[] stored) {
    return ByteBuffer.wrap(stored, 1, Integer.BYTES).getInt();
  }

  private static byte[] inflate(byte[] stored) {
    byte[] lines = new byte[size(stored)];
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
