package io.dlrhub.ledger.sqlite.log;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.dlrhub.ledger.LedgerException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * How the lines of a row are stored: as they are, or compressed when that is shorter. The lines of
 * a row repeat each other, and what is not written need not be synced: Zstandard costs less than a
 * microsecond a record and saves the disk nine tenths.
 *
 * <p>For the writer's thread; {@link #decode} for any.
 */
final class RowBody implements AutoCloseable {

  /** The first byte of a body compressed with Zstandard; a plain one begins with a brace. */
  private static final byte ZSTANDARD = 2;

  private static final int HEADER = 1 + Integer.BYTES;

  /** A single record hardly shrinks. */
  private static final int WORTH_COMPRESSING = 1024;

  /** The fastest level that still finds what repeats over a whole row. */
  private static final int LEVEL = 1;

  /** Contexts kept for reading, for making one costs as much as a short row: 100 KB each. */
  private static final BlockingQueue<ZstdDecompressCtx> IDLE = new ArrayBlockingQueue<>(4);

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
    if (stored[0] != ZSTANDARD) {
      return stored;
    }
    ZstdDecompressCtx kept = IDLE.poll();
    ZstdDecompressCtx context = kept == null ? decompressor() : kept;
    try {
      return decompress(context, stored);
    } catch (ZstdException e) {
      throw new LedgerException("a row of the log is damaged: " + e.getMessage(), e);
    } finally {
      if (!IDLE.offer(context)) {
        context.close();
      }
    }
  }

  private static ZstdDecompressCtx decompressor() {
    Zstandard.load();
    return new ZstdDecompressCtx();
  }

  private static byte[] decompress(ZstdDecompressCtx context, byte[] stored) {
    byte[] lines = new byte[ByteBuffer.wrap(stored, 1, Integer.BYTES).getInt()];
    int length =
        context.decompressByteArray(lines, 0, lines.length, stored, HEADER, stored.length - HEADER);
    if (length != lines.length) {
      throw new LedgerException("a row of the log is damaged: it ends early");
    }
    return lines;
  }
}
