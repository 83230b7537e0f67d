package io.dlrhub.report;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON text kept as it came: UTF-8 bytes of one value, on one line.
 *
 * <p>Not validated here; whoever makes one has parsed it. Treat the bytes as immutable.
 */
public final class RawJson {

  /** An empty object. */
  public static final RawJson EMPTY_OBJECT = of("{}");

  private final byte[] utf8;

  private RawJson(byte[] utf8) {
    this.utf8 = utf8;
  }

  /** Wraps UTF-8 bytes without copying. */
  public static RawJson of(byte[] utf8) {
    return new RawJson(utf8);
  }

  /** Wraps a text. */
  public static RawJson of(String json) {
    return new RawJson(json.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes themselves, not a copy. */
  public byte[] utf8() {
    return utf8;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawJson that && Arrays.equals(utf8, that.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }

  @Override
  public String toString() {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
