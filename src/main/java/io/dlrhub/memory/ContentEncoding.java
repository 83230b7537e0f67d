package io.dlrhub.memory;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** The {@code Content-Encoding} of a body (RFC 9110, section 8.4): what it takes to read it. */
public enum ContentEncoding {
  /** As it is. */
  IDENTITY,
  /** RFC 1952. */
  GZIP,
  /** RFC 1950; bare RFC 1951 too, as some send it. */
  DEFLATE;

  private static final int LONGEST_NAME = 32;

  /**
   * That of a header's value.
   *
   * @param value nullable, blank and {@code identity} mean none
   * @throws UnknownEncoding for any other than gzip, x-gzip and deflate, and for several
   */
  public static ContentEncoding of(String value) {
    String name = value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "", "identity" -> IDENTITY;
      case "gzip", "x-gzip" -> GZIP;
      case "deflate" -> DEFLATE;
      default ->
          throw new UnknownEncoding(
              "Content-Encoding is '" + shown(name) + "', accepted are gzip, deflate and identity");
    };
  }

  private static String shown(String name) {
    String plain = name.replaceAll("[^ -~]", "?");
    return plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) + "..." : plain;
  }

  /** The stream, decoded. */
  public InputStream decode(InputStream in) throws IOException {
    return switch (this) {
      case IDENTITY -> in;
      case GZIP -> new GZIPInputStream(in);
      case DEFLATE -> inflate(in);
    };
  }

  /** A zlib header's two bytes are a multiple of 31, with 8 in the lower half of the first. */
  private static InputStream inflate(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in);
    buffered.mark(2);
    int first = buffered.read();
    int second = buffered.read();
    buffered.reset();
    boolean zlib = (first & 0x0F) == 8 && (first << 8 | second) % 31 == 0;
    return new InflaterInputStream(buffered, new Inflater(!zlib));
  }
}
