package io.dlrhub.report;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Builds one line of JSON, UTF-8, in a buffer that is used again. A general generator takes more
 * time for a record than all else that is done to it.
 */
final class JsonLine {

  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = ascii("null");

  /** What a buffer keeps; a giant is left to the heap again. */
  private static final int KEPT = 64 * 1024;

  /** Bytes a char can take: of a control character {@code \\u001F}. */
  private static final int MOST_A_CHAR = 6;

  private byte[] buffer = new byte[2048];
  private int size;

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Begins anew. */
  JsonLine begin() {
    if (buffer.length > KEPT) {
      buffer = new byte[2048];
    }
    size = 0;
    return this;
  }

  /** A copy of what was built. */
  byte[] toBytes() {
    return Arrays.copyOf(buffer, size);
  }

  /** Bytes that are JSON already. */
  JsonLine raw(byte[] json) {
    room(json.length);
    System.arraycopy(json, 0, buffer, size, json.length);
    size += json.length;
    return this;
  }

  /** A text with its quotes; null as it is. Half of a surrogate pair becomes U+FFFD. */
  JsonLine text(String text) {
    if (text == null) {
      return raw(NULL);
    }
    int length = text.length();
    room(Math.addExact(Math.multiplyExact(length, MOST_A_CHAR), 2));
    buffer[size++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        oneByte(c);
      } else if (c < 0x800) {
        buffer[size++] = (byte) (0xC0 | c >> 6);
        buffer[size++] = (byte) (0x80 | c & 0x3F);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        fourBytes(Character.toCodePoint(c, text.charAt(++i)));
      } else {
        threeBytes(Character.isSurrogate(c) ? '\uFFFD' : c);
      }
    }
    buffer[size++] = '"';
    return this;
  }

  private void oneByte(char c) {
    if (c == '"' || c == '\\') {
      buffer[size++] = '\\';
      buffer[size++] = (byte) c;
    } else if (c >= ' ') {
      buffer[size++] = (byte) c;
    } else {
      control(c);
    }
  }

  private void control(char c) {
    buffer[size++] = '\\';
    switch (c) {
      case '\n' -> buffer[size++] = 'n';
      case '\r' -> buffer[size++] = 'r';
      case '\t' -> buffer[size++] = 't';
      case '\b' -> buffer[size++] = 'b';
      case '\f' -> buffer[size++] = 'f';
      default -> {
        buffer[size++] = 'u';
        buffer[size++] = '0';
        buffer[size++] = '0';
        buffer[size++] = HEX[c >> 4];
        buffer[size++] = HEX[c & 0xF];
      }
    }
  }

  private void threeBytes(char c) {
    buffer[size++] = (byte) (0xE0 | c >> 12);
    buffer[size++] = (byte) (0x80 | c >> 6 & 0x3F);
    buffer[size++] = (byte) (0x80 | c & 0x3F);
  }

  private void fourBytes(int codePoint) {
    buffer[size++] = (byte) (0xF0 | codePoint >> 18);
    buffer[size++] = (byte) (0x80 | codePoint >> 12 & 0x3F);
    buffer[size++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
    buffer[size++] = (byte) (0x80 | codePoint & 0x3F);
  }

  /** A number. */
  JsonLine number(long number) {
    return raw(ascii(Long.toString(number)));
  }

  /** That many digits, with zeros before them; within a text. */
  JsonLine digits(int number, int count) {
    room(count);
    int rest = number;
    for (int at = size + count - 1; at >= size; at--) {
      buffer[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += count;
    return this;
  }

  /** A character of ASCII that needs no escape; within a text, or between values. */
  JsonLine sign(char c) {
    room(1);
    buffer[size++] = (byte) c;
    return this;
  }

  private void room(int more) {
    int wanted = Math.addExact(size, more);
    if (wanted > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(wanted, 2 * buffer.length));
    }
  }
}
