package io.dlrhub.provider.ucloud;

/** Whole numbers that may come as JSON text. */
final class Numbers {

  private static final int LONGEST = 18;

  private Numbers() {}

  /** The number, or −1 where the text is null or not a whole number from 0 to 10^18 − 1. */
  static long nonNegative(String text) {
    if (text == null) {
      return -1;
    }
    String digits = text.strip();
    if (digits.isEmpty() || digits.length() > LONGEST) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
