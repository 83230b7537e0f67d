package io.dlrhub.report;

/**
 * The part of a phone number that identity rests on (docs/record.md): digits only, a leading {@code
 * 00} and {@code 86} removed when eleven digits beginning with 1 remain. So {@code
 * (86)18512345678}, {@code +86 185 1234 5678} and {@code 18512345678} are one phone.
 */
public final class PhoneKey {

  private PhoneKey() {}

  /** The key of a phone as the provider wrote it; null for null. */
  public static String of(String phone) {
    if (phone == null) {
      return null;
    }
    String digits = digitsOf(phone);
    String national = digits.startsWith("00") ? digits.substring(2) : digits;
    if (national.startsWith("86")) {
      national = national.substring(2);
    }
    return national.length() == 11 && national.charAt(0) == '1' ? national : digits;
  }

  private static String digitsOf(String phone) {
    int length = phone.length();
    int i = 0;
    while (i < length && isDigit(phone.charAt(i))) {
      i++;
    }
    if (i == length) {
      return phone;
    }
    StringBuilder digits = new StringBuilder(length).append(phone, 0, i);
    for (; i < length; i++) {
      if (isDigit(phone.charAt(i))) {
        digits.append(phone.charAt(i));
      }
    }
    return digits.toString();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
