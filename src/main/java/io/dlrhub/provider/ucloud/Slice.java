package io.dlrhub.provider.ucloud;

import io.dlrhub.report.RawJson;
import java.util.Arrays;

/**
 * A value cut out of a body by its byte offsets.
 *
 * @param body valid UTF-8
 * @param from index of its first byte
 * @param to index behind its last byte
 */
record Slice(byte[] body, int from, int to) {

  int length() {
    return to - from;
  }

  /** The bytes as received. */
  byte[] bytes() {
    return Arrays.copyOfRange(body, from, to);
  }

  /**
   * The value on one line: as received, but without white space and comments between its tokens.
   */
  RawJson oneLine() {
    int i = from;
    while (i < to) {
      byte b = body[i];
      if (b == '"') {
        i = endOfString(i);
      } else if (b <= ' ' && b >= 0 || b == '/') {
        return RawJson.of(compacted(i));
      } else {
        i++;
      }
    }
    return RawJson.of(bytes());
  }

  /** Whether a backslash occurs: only then can a text hold half of a surrogate pair. */
  boolean hasEscapes() {
    for (int i = from; i < to; i++) {
      if (body[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  private byte[] compacted(int firstGap) {
    byte[] out = new byte[to - from];
    int length = firstGap - from;
    System.arraycopy(body, from, out, 0, length);
    int i = firstGap;
    while (i < to) {
      byte b = body[i];
      if (b == '"') {
        int end = endOfString(i);
        System.arraycopy(body, i, out, length, end - i);
        length += end - i;
        i = end;
      } else if (b == '/') {
        i = endOfComment(i);
      } else {
        if (b > ' ' || b < 0) {
          out[length++] = b;
        }
        i++;
      }
    }
    return Arrays.copyOf(out, length);
  }

  private int endOfString(int quote) {
    int i = quote + 1;
    while (body[i] != '"') {
      i += body[i] == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  private int endOfComment(int slash) {
    int i = slash + 2;
    if (body[slash + 1] == '/') {
      while (i < to && body[i] != '\n' && body[i] != '\r') {
        i++;
      }
      return i;
    }
    while (body[i] != '*' || body[i + 1] != '/') {
      i++;
    }
    return i + 2;
  }
}
