package io.dlrhub.messages;

import io.dlrhub.report.PhoneNumbers;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The phones in one value of a list: one, or several separated. The whole is tried as one phone
 * first, then it is split at {@code , ; | / 、} and line ends, then at blanks where every piece is a
 * phone.
 */
final class PhoneCell {

  static final String ACCEPTED =
      "accepted are phones such as 18512345678 or +60123456789, several separated by , ; | / 、 or"
          + " blanks";

  private static final Pattern SEPARATORS = Pattern.compile("[,;|/、\\r\\n]");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

  /** Invisible: marks of direction and width that are copied along with a phone. */
  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

  /** A spreadsheet's mark of a text, and a formula that only quotes one. */
  private static final Pattern QUOTED = Pattern.compile("=?[\"“”'‘’`]*([^\"“”'‘’`]*)[\"“”'‘’`]*");

  /** Of a number that was kept as one with a fraction. */
  private static final Pattern FRACTION = Pattern.compile("([+0-9]+)\\.0+");

  /** A number with a fraction, of which the dots of a phone like 185.1234.5678 are none. */
  private static final Pattern BROKEN = Pattern.compile("[+0-9]{7,}\\.\\d+");

  /** A phone of which some digits are hidden; reports of some accounts have them so. */
  private static final Pattern MASKED =
      Pattern.compile("[+(]?(?=(?:\\D*\\d){4})[0-9() -]*\\*[0-9*() -]*");

  private final PhoneNumbers numbers;

  PhoneCell(PhoneNumbers numbers) {
    this.numbers = numbers;
  }

  /** A piece that is no phone. */
  static final class NoPhone extends Exception {
    private static final long serialVersionUID = 1L;

    NoPhone(String piece) {
      super(piece, null, false, false);
    }

    /** The piece, as written. */
    String piece() {
      return getMessage();
    }
  }

  /**
   * The phones, without what a spreadsheet put round them; none for a blank value.
   *
   * @throws NoPhone for the first piece that is none
   */
  List<String> phones(String value) throws NoPhone {
    String whole = bare(value);
    if (whole.isEmpty()) {
      return List.of();
    }
    if (isPhone(whole)) {
      return List.of(whole);
    }
    List<String> phones = new ArrayList<>();
    for (String piece : SEPARATORS.split(plain(value))) {
      String one = bare(piece);
      if (isPhone(one)) {
        phones.add(one);
      } else if (!one.isEmpty()) {
        phones.addAll(atBlanks(one));
      }
    }
    if (phones.isEmpty()) {
      throw new NoPhone(value);
    }
    return phones;
  }

  private List<String> atBlanks(String text) throws NoPhone {
    List<String> pieces = Arrays.stream(BLANKS.split(text)).map(PhoneCell::bare).toList();
    if (pieces.size() < 2 || !pieces.stream().allMatch(this::isPhone)) {
      throw new NoPhone(text);
    }
    return pieces;
  }

  private boolean isPhone(String text) {
    return !BROKEN.matcher(text).matches()
        && (numbers.toE164(text) != null || MASKED.matcher(text).matches());
  }

  private static String bare(String text) {
    String stripped = BLANKS.matcher(plain(text)).replaceAll(" ").strip();
    var quoted = QUOTED.matcher(stripped);
    String inner = quoted.matches() ? quoted.group(1).strip() : stripped;
    var fraction = FRACTION.matcher(inner);
    return fraction.matches() ? fraction.group(1) : inner;
  }

  /** Digits and separators of full width as plain ones, digits of other scripts too. */
  private static String plain(String text) {
    if (text.chars().allMatch(c -> c < 0x80)) {
      return text;
    }
    String normal =
        INVISIBLE.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll("");
    StringBuilder digits = new StringBuilder(normal.length());
    normal
        .codePoints()
        .forEach(
            c -> digits.appendCodePoint(Character.isDigit(c) ? '0' + Character.digit(c, 10) : c));
    return digits.toString();
  }
}
