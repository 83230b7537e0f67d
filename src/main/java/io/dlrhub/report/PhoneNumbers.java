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

  private static final int MOST_WRITTEN = 32;
  private static final int MAINLAND = 86;
  private static final String SCHEME = "tel:";

  private final String region;

  /**
   * @param region ISO 3166 region of a phone written without country code: {@code CN}
   * @throws IllegalArgumentException if it has no two letters
   */
  public PhoneNumbers(String region) {
    String upper = region.strip().toUpperCase(Locale.ROOT);
    if (!isRegion(upper)) {
      throw new IllegalArgumentException(
          "'" + region + "' is not a region of two letters such as CN");
    }
    this.region = upper;
  }

  /** Whether it is the ISO 3166 code of a country, in capital letters. */
  public static boolean isRegion(String text) {
    return Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).contains(text);
  }

  /**
   * The phone as {@code +8618512345678}.
   *
   * <p>A phone with a country code ({@code +}, {@code 00} or in parentheses) is read with that; one
   * without is read in the region first, and where it is not valid there, with the country code it
   * may begin with.
   *
   * @param phone as the provider wrote it; may be null
   * @return null where it is no valid number, a masked one for instance, or too long for E.164
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

  /** The long way. */
  String parse(String phone) {
    String plain = plain(phone);
    if (plain == null) {
      return null;
    }
    if (plain.startsWith("+")) {
      return international(plain.substring(1));
    }
    if (plain.startsWith("00")) {
      return international(plain.substring(2));
    }
    String code = hasCodeInParentheses(phone) ? international(plain) : null;
    String here = code == null ? valid(plain, region) : code;
    return here == null ? international(plain) : here;
  }

  private static String international(String digits) {
    return digits.startsWith("0") ? null : valid("+" + digits, null);
  }

  /** New ranges of the mainland's operators are in use before the library has heard of them. */
  private static String valid(String number, String region) {
    PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    try {
      PhoneNumber parsed = library.parse(number, region);
      String national = Long.toString(parsed.getNationalNumber());
      if (!library.isValidNumber(parsed)
          && !(parsed.getCountryCode() == MAINLAND && isMainlandMobile(national))) {
        return null;
      }
      String e164 = library.format(parsed, PhoneNumberFormat.E164);
      return e164.length() <= MOST_CHARACTERS ? e164 : null;
    } catch (NumberParseException notANumber) {
      return null;
    }
  }

  /**
   * Plus and digits alone, of the usual kind; null where there is anything that no phone is written
   * with. The library would read masks as punctuation and letters as keys: {@code 185XXX9057} as
   * 9999.
   */
  private static String plain(String phone) {
    String text = phone.strip();
    if (text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      text = text.substring(SCHEME.length()).strip();
    }
    StringBuilder plain = new StringBuilder(text.length() + 1);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int digit = Character.digit(c, 10);
      if (digit >= 0) {
        plain.append((char) ('0' + digit));
      } else if (c == '+' || c == '\uFF0B') {
        if (plain.length() > 0) {
          return null;
        }
        plain.append('+');
      } else if (!isPunctuation(c)) {
        return null;
      }
    }
    return plain.length() > MOST_WRITTEN ? null : plain.toString();
  }

  /** UCloud writes a country code as {@code (86)185…} (docs/protocol/ucloud.md). */
  private static boolean hasCodeInParentheses(String phone) {
    String text = phone.strip();
    return text.startsWith("(") || text.startsWith("\uFF08");
  }

  /** What phones are written with beside digits; direction marks come with what was copied. */
  static boolean isPunctuation(char c) {
    return Character.isSpaceChar(c)
        || Character.isWhitespace(c)
        || Character.getType(c) == Character.FORMAT
        || Character.getType(c) == Character.DASH_PUNCTUATION
        || "+().\uFF0B\uFF08\uFF09/\u2212".indexOf(c) >= 0;
  }
}
