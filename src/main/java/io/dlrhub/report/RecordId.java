package io.dlrhub.report;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The 128-bit identity of a record, written as 32 lower-case hex digits.
 *
 * @param high the first eight bytes, big-endian
 * @param low the last eight bytes, big-endian
 */
public record RecordId(long high, long low) implements Comparable<RecordId> {

  /** Length of the binary form in bytes. */
  public static final int BYTES = 16;

  /**
   * Reads the binary form.
   *
   * @param bytes at least {@code offset + 16} long
   */
  public static RecordId ofBytes(byte[] bytes, int offset) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, BYTES);
    return new RecordId(buffer.getLong(), buffer.getLong());
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException unless it is 32 hex digits
   */
  public static RecordId parse(String hex) {
    if (hex.length() != 2 * BYTES) {
      throw new IllegalArgumentException("an id has 32 hex digits, not " + hex.length());
    }
    return new RecordId(
        HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
  }

  /** The binary form, 16 bytes. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }

  @Override
  public int compareTo(RecordId other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }
}
