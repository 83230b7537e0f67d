package io.dlrhub.memory;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;

/**
 * Reads to the end what somebody else sends, no more of it and no longer than is said, with its
 * memory reserved as it arrives.
 */
public final class BoundedReader {

  private static final int FIRST = 16 * 1024;

  private final int most;
  private final long nanos;

  /**
   * @param most bytes, after decompression where the stream decompresses
   * @param within time for the whole; looked at between two reads, so that the stream needs a
   *     timeout for one read of its own
   */
  public BoundedReader(int most, Duration within) {
    this.most = most;
    this.nanos = within.toNanos();
  }

  /**
   * What was read.
   *
   * @param bytes all, or those that came before it broke off
   * @param brokenOff why there are no more; null where the end was reached
   */
  public record Part(byte[] bytes, Exception brokenOff) {}

  /**
   * All of it.
   *
   * @param held grows by what is read; closing it is the caller's part
   * @throws TooLong if it has more bytes or takes longer
   * @throws MemoryRefused if there is no room for it
   */
  public byte[] read(InputStream in, Reservation held) throws IOException {
    Buffer buffer = new Buffer();
    buffer.fill(in, held);
    return buffer.bytes();
  }

  /**
   * As much as comes, for what cannot be asked for again.
   *
   * @param held grows by what is read; closing it is the caller's part
   */
  public Part readPart(InputStream in, Reservation held) {
    Buffer buffer = new Buffer();
    try {
      buffer.fill(in, held);
      return new Part(buffer.bytes(), null);
    } catch (IOException | RuntimeException e) {
      return new Part(buffer.bytes(), e);
    }
  }

  /** The bytes read so far. */
  private final class Buffer {
    private byte[] bytes = {};
    private int length;

    void fill(InputStream in, Reservation held) throws IOException {
      long start = System.nanoTime();
      enlarge(Math.min(most, FIRST), held);
      for (int read = 0; read >= 0; read = in.read(bytes, length, bytes.length - length)) {
        length += read;
        if (System.nanoTime() - start > nanos) {
          throw new TooLong("not complete within " + Duration.ofNanos(nanos).toMillis() + " ms");
        }
        if (length == bytes.length && !goesOn(in, held)) {
          return;
        }
      }
    }

    /** Makes room if there is a further byte, and takes it. */
    private boolean goesOn(InputStream in, Reservation held) throws IOException {
      int next = in.read();
      if (next < 0) {
        return false;
      }
      if (bytes.length == most) {
        throw new TooLong("longer than " + most + " bytes");
      }
      enlarge((int) Math.min(most, 2L * bytes.length), held);
      bytes[length++] = (byte) next;
      return true;
    }

    private void enlarge(int size, Reservation held) {
      held.body(size - bytes.length);
      bytes = Arrays.copyOf(bytes, size);
    }

    byte[] bytes() {
      return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
    }
  }
}
