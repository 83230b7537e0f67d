package io.dlrhub.report;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Locale;

/**
 * Writes phones in E.164 with libphonenumber.
 *
 * <p>A mainland mobile number, nearly all there is here, takes a short way of the same result: the
 * library needs several microseconds for each and its metadata some 50 ms at the first.
 */
public final class PhoneNumbers {

  /** A plus and the fifteen digits that E.164 allows; the library takes longer numbers too. */
  private static final int MOST_CHARACTERS = 16;

  private final String region;

  /**
   * @param region ISO 3166 region of a phone written without country code: {@code CN}
   * @throws IllegalArgumentException if it has no two letters
   */
  public PhoneNumbers(String region) {
    String upper = region.strip().toUpperCase(Locale.ROOT);
    if (!upper.matches("[A-Z]{2}")) {
      throw new IllegalArgumentException(
          "'" + region + "' is not a region of two letters such as CN");
    }
    this.region = upper;
  }

  /**
   * The phone as {@code +8618512345678}.
   *
   * @param phone as the provider wrote it; may be null
   * @return null where it is not a possible number, a masked one for instance, or too long for
   *     E.164
   */
  public String toE164(String phone) {
    if (phone == null) {
      return null;
    }
    return region.equals("CN") && isMainlandMobile(phone) ? "+86" + phone : parse(phone);
  }

  /** Eleven digits of which operators have numbers; 179 chooses a carrier instead. */
  static boolean isMainlandMobile(String phone) {
    if (phone.length() != 11
        || phone.charAt(0) != '1'
        || phone.charAt(1) < '3'
        || phone.startsWith("179")) {
      return false;
    }
    for (int i = 1; i < 11; i++) {
      if (phone.charAt(i) < '0' || phone.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** The library's answer alone. */
  String parse(String phone) {
    if (!phone.chars().allMatch(PhoneNumbers::isWrittenInPhones)) {
      return null;
    }
    PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    try {
      PhoneNumber number = library.parse(strippedOfParentheses(phone), region);
      if (!library.isPossibleNumber(number)) {
        return null;
      }
      String e164 = library.format(number, PhoneNumberFormat.E164);
      return e164.length() <= MOST_CHARACTERS ? e164 : null;
    } catch (NumberParseException notANumber) {
      return null;
    }
  }

  /** The library reads masks as punctuation and letters as keys: {@code 185XXX9057} as 9999. */
  private static boolean isWrittenInPhones(int c) {
    return Character.isDigit(c) || Character.isSpaceChar(c) || "+-().".indexOf(c) >= 0;
  }

  /** UCloud writes a country code as {@code (86)185…} (docs/protocol/ucloud.md). */
  private static String strippedOfParentheses(String phone) {
    String bare = phone.strip();
    int close = bare.indexOf(')');
    return bare.startsWith("(") && close > 1
        ? "+" + bare.substring(1, close) + bare.substring(close + 1)
        : bare;
  }
}
