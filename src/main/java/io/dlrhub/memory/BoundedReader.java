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
   * All of it.
   *
   * @param held grows by what is read; closing it is the caller's part
   * @throws TooLong if it has more bytes or takes longer
   * @throws MemoryRefused if there is no room for it
   */
  public byte[] read(InputStream in, Reservation held) throws IOException {
    long start = System.nanoTime();
    byte[] bytes = new byte[Math.min(most, FIRST)];
    held.body(bytes.length);
    int length = 0;
    for (int read = 0; read >= 0; read = read(in, bytes, length)) {
      length += read;
      if (System.nanoTime() - start > nanos) {
        throw new TooLong("not complete within " + Duration.ofNanos(nanos).toMillis() + " ms");
      }
      if (length == bytes.length) {
        bytes = longer(in, bytes, held);
        if (bytes.length == length) {
          return bytes;
        }
        length++;
      }
    }
    return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
  }

  private static int read(InputStream in, byte[] bytes, int from) throws IOException {
    return in.read(bytes, from, bytes.length - from);
  }

  /** With the next byte in it; the same if there is none. */
  private byte[] longer(InputStream in, byte[] bytes, Reservation held) throws IOException {
    int next = in.read();
    if (next < 0) {
      return bytes;
    }
    if (bytes.length == most) {
      throw new TooLong("longer than " + most + " bytes");
    }
    int size = (int) Math.min(most, 2L * bytes.length);
    held.body(size - bytes.length);
    byte[] larger = Arrays.copyOf(bytes, size);
    larger[bytes.length] = (byte) next;
    return larger;
  }
}
