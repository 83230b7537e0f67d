package io.dlrhub.ledger.sqlite.log;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.dlrhub.ledger.LedgerException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Zstandard contexts for reading: a few are kept, for making one costs as much as a short row. */
final class Decompressors {

  /** Each takes some 100 KB outside the heap. */
  private static final int KEPT = 4;

  private static final BlockingQueue<ZstdDecompressCtx> IDLE = new ArrayBlockingQueue<>(KEPT);

  private Decompressors() {}

  private static ZstdDecompressCtx made() {
    Zstandard.load();
    return new ZstdDecompressCtx();
  }

  /**
   * Fills an array with what the bytes from there on stand for.
   *
   * @return that array
   * @throws LedgerException if they stand for something longer or shorter, or for nothing
   */
  static byte[] decompress(byte[] stored, int from, byte[] into) {
    ZstdDecompressCtx kept = IDLE.poll();
    ZstdDecompressCtx context = kept == null ? made() : kept;
    try {
      int length =
          context.decompressByteArray(into, 0, into.length, stored, from, stored.length - from);
      if (length != into.length) {
        throw new LedgerException("a row of the log is damaged: it ends early");
      }
      return into;
    } catch (ZstdException e) {
      throw new LedgerException("a row of the log is damaged: " + e.getMessage(), e);
    } finally {
      if (!IDLE.offer(context)) {
        context.close();
      }
    }
  }
}
