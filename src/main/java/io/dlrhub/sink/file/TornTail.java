package io.dlrhub.sink.file;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A last line without its end, left by a crash in the middle of a write. */
final class TornTail {

  private static final int BLOCK = 64 * 1024;

  private TornTail() {}

  /**
   * Cuts it off, durably. What it was part of has not been confirmed and comes again.
   *
   * @return bytes removed; 0 when the file ends with a line end or is empty
   */
  static long repair(LineFile file) throws IOException {
    long size = file.size();
    long whole = lastLineEnd(file, size);
    if (whole < size) {
      file.truncate(whole);
      file.sync();
    }
    return size - whole;
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
