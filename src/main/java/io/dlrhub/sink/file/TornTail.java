package io.dlrhub.sink.file;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A last line without its end, left by a crash in the middle of a write, and what follows a hole: a
 * disk that loses power may have the end of a write without its beginning, which reads as zeros.
 */
final class TornTail {

  private static final int BLOCK = 64 * 1024;

  /** What disks write whole. */
  private static final int SECTOR = 512;

  /** More is not written before a sync. */
  private static final long LONGEST_WRITE = 16L << 20;

  private TornTail() {}

  /**
   * Cuts it off, durably. What it was part of has not been confirmed and comes again.
   *
   * @return bytes removed; 0 when the file ends with a line end or is empty
   */
  static long repair(LineFile file) throws IOException {
    long size = file.size();
    long whole = lastLineEnd(file, hole(file, size));
    if (whole < size) {
      file.truncate(whole);
      file.sync();
    }
    return size - whole;
  }

  /** Where the first hole of the last write begins; the size without one. */
  private static long hole(LineFile file, long size) throws IOException {
    ByteBuffer block = ByteBuffer.allocate((int) Math.min(BLOCK, size));
    byte before = '\n';
    long from = Math.max(0, size - LONGEST_WRITE) / SECTOR * SECTOR;
    for (long start = from; start < size; start += block.limit()) {
      block.clear().limit((int) Math.min(block.capacity(), size - start));
      file.read(block, start);
      for (int i = 0; i < block.limit(); i++) {
        // No line begins with a zero, and none has a sector full of them.
        boolean zero = block.get(i) == 0;
        if (zero && (before == '\n' && start + i > from || isEmptySector(block, i))) {
          return start + i;
        }
        before = block.get(i);
      }
    }
    return size;
  }

  private static boolean isEmptySector(ByteBuffer block, int from) {
    if (from % SECTOR != 0) {
      return false;
    }
    int to = Math.min(block.limit(), from + SECTOR);
    for (int i = from; i < to; i++) {
      if (block.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  private static long lastLineEnd(LineFile file, long size) throws IOException {
    ByteBuffer block = ByteBuffer.allocate((int) Math.min(BLOCK, size));
    for (long end = size; end > 0; end -= block.limit()) {
      block.clear().limit((int) Math.min(block.capacity(), end));
      long start = end - block.limit();
      file.read(block, start);
      for (int i = block.limit() - 1; i >= 0; i--) {
        if (block.get(i) == '\n') {
          return start + i + 1;
        }
      }
    }
    return 0;
  }
}
