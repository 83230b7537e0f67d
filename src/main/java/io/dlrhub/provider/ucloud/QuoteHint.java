package io.dlrhub.provider.ucloud;

import java.nio.charset.StandardCharsets;

/** Tells whoever sends what looks like JSON but is not what is usually wrong: the quotes. */
final class QuoteHint {

  private static final String SINGLE =
      "; names and texts stand in double quotes, not in single ones";
  private static final String NONE = "; names and texts must stand in double quotes";

  private QuoteHint() {}

  /** The hint for a body that is not JSON; empty where there is none. */
  static String of(byte[] body) {
    int i = 0;
    boolean structured = false;
    while (i < body.length) {
      byte b = body[i];
      if (b == '"') {
        i = behindText(body, i);
      } else if (b == '/') {
        i = behindComment(body, i);
      } else if (structured && b == '\'') {
        return SINGLE;
      } else if (isLetter(b)) {
        int end = behindWord(body, i);
        if (structured && !isJson(new String(body, i, end - i, StandardCharsets.US_ASCII))) {
          return NONE;
        }
        i = end;
      } else {
        structured |= b == '{' || b == '[';
        i++;
      }
    }
    return "";
  }

  private static boolean isJson(String word) {
    return word.equals("true")
        || word.equals("false")
        || word.equals("null")
        || word.equalsIgnoreCase("e");
  }

  private static int behindText(byte[] body, int quote) {
    int i = quote + 1;
    while (i < body.length && body[i] != '"') {
      i += body[i] == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  private static int behindComment(byte[] body, int slash) {
    int i = slash + 1;
    if (i < body.length && body[i] == '/') {
      while (i < body.length && body[i] != '\n' && body[i] != '\r') {
        i++;
      }
    } else if (i < body.length && body[i] == '*') {
      while (i + 1 < body.length && (body[i] != '*' || body[i + 1] != '/')) {
        i++;
      }
      i++;
    }
    return i + 1;
  }

  private static int behindWord(byte[] body, int start) {
    int i = start;
    while (i < body.length && isLetter(body[i])) {
      i++;
    }
    return i;
  }

  private static boolean isLetter(byte b) {
    return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '_' || b < 0;
  }
}
