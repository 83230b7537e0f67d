package io.dlrhub.sink.http;

import java.util.BitSet;

/**
 * A set of HTTP status codes, written as {@code 2xx,409}: codes and whole classes separated by
 * commas.
 */
public final class AnswerCodes {

  /** What is accepted, for messages. */
  public static final String ACCEPTED =
      "status codes from 200 to 599 and classes of them separated by commas, such as 2xx,409";

  private static final int LEAST = 200;
  private static final int MOST = 599;

  private final BitSet codes;

  private AnswerCodes(BitSet codes) {
    this.codes = codes;
  }

  /**
   * Reads such a list; blanks are left out.
   *
   * @throws IllegalArgumentException naming what is accepted
   */
  public static AnswerCodes parse(String text) {
    BitSet codes = new BitSet();
    for (String part : text.split(",", -1)) {
      String one = part.trim();
      if (one.matches("[2-5][xX]{2}")) {
        int first = (one.charAt(0) - '0') * 100;
        codes.set(first, first + 100);
      } else if (one.matches("\\d{3}") && code(one) >= LEAST && code(one) <= MOST) {
        codes.set(code(one));
      } else {
        throw new IllegalArgumentException("'" + one + "' is no status; accepted is " + ACCEPTED);
      }
    }
    return new AnswerCodes(codes);
  }

  /** Whether {@link #parse} takes it. */
  public static boolean isValid(String text) {
    try {
      parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static int code(String digits) {
    return Integer.parseInt(digits);
  }

  boolean has(int status) {
    return codes.get(status);
  }
}
