package io.dlrhub.report;

/**
 * Text from outside, made fit for a log line, a terminal or a file that people read: no control
 * character can forge a line or drive a terminal, no bidirectional mark can turn it round, and it
 * is cut to a line's length.
 */
public final class Printable {

  /** Characters that are kept of a text. */
  public static final int LONGEST = 200;

  private static final char REPLACEMENT = '\uFFFD';

  private Printable() {}

  /**
   * The text in one line.
   *
   * @param text nullable
   */
  public static String line(String text) {
    if (text == null) {
      return "null";
    }
    StringBuilder line = new StringBuilder(Math.min(text.length(), LONGEST + 1));
    int at = 0;
    for (int kept = 0; at < text.length() && kept < LONGEST; kept++) {
      int point = text.codePointAt(at);
      line.appendCodePoint(isPrintable(point) ? point : REPLACEMENT);
      at += Character.charCount(point);
    }
    return at < text.length() ? line.append('…').toString() : line.toString();
  }

  private static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
