package io.dlrhub.sink.file;

import io.dlrhub.ledger.RecordLines;
import java.nio.ByteBuffer;
import java.util.List;

/** One buffer for the lines of a batch, so that they go out in one write. */
final class LineBuffer {

  private static final byte[] LF = {'\n'};
  private static final byte[] CRLF = {'\r', '\n'};
  private static final int KEPT = 4 * 1024 * 1024;

  private final byte[] end;
  private ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);

  LineBuffer(boolean crlf) {
    end = crlf ? CRLF : LF;
  }

  /** The lines, at least one, each with its end, behind the header if there is one. */
  ByteBuffer fill(byte[] header, List<byte[]> lines) {
    RecordLines together = RecordLines.of(lines);
    int size = Math.addExact(together.bytes(), lines.size() * end.length);
    if (header != null) {
      size = Math.addExact(size, header.length + end.length);
    }
    ByteBuffer target = room(size);
    if (header != null) {
      target.put(header).put(end);
    }
    if (end == LF) {
      together.join('\n', target);
      target.put(end);
    } else {
      lines.forEach(line -> target.put(line).put(end));
    }
    return target.flip();
  }

  /**
   * Direct memory is scarce and freed late: what is kept grows, but a giant is left to the heap.
   */
  private ByteBuffer room(int size) {
    if (size > KEPT) {
      return ByteBuffer.allocate(size);
    }
    if (size > buffer.capacity()) {
      buffer = ByteBuffer.allocateDirect(Math.max(64 * 1024, Integer.highestOneBit(size - 1) * 2));
    }
    return buffer.clear();
  }
}
