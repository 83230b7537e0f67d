package io.dlrhub.report;

/**
 * The part of a phone number that identity rests on (docs/record.md): its E.164 form where there is
 * one, so that {@code (86)18512345678}, {@code +86 185 1234 5678} and {@code 18512345678} are one
 * phone; the text of a masked one; else the digits, a leading {@code 00} removed.
 */
public final class PhoneKey {

  private PhoneKey() {}

  /**
   * The key.
   *
   * @param phone as the provider wrote it; null for none
   * @param phoneE164 its E.164 form; null where it has none
   * @return null for none
   */
  public static String of(String phone, String phoneE164) {
    if (phone == null || phoneE164 != null) {
      return phoneE164;
    }
    if (isMasked(phone)) {
      return phone.strip();
    }
    String digits = digitsOf(phone);
    return digits.startsWith("00") ? digits.substring(2) : digits;
  }

  /**
   * Whether some of its digits are hidden: there is something in it that no phone is written with.
   */
  public static boolean isMasked(String phone) {
    if (phone == null) {
      return false;
    }
    for (int i = 0; i < phone.length(); i++) {
      char c = phone.charAt(i);
      if (!Character.isDigit(c) && !PhoneNumbers.isPunctuation(c)) {
        return true;
      }
    }
    return false;
  }

  private static String digitsOf(String phone) {
    StringBuilder digits = new StringBuilder(phone.length());
    for (int i = 0; i < phone.length(); i++) {
      int digit = Character.digit(phone.charAt(i), 10);
      if (digit >= 0) {
        digits.append((char) ('0' + digit));
      }
    }
    return digits.toString();
  }
}
