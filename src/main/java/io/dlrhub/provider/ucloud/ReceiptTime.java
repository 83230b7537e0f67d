package io.dlrhub.provider.ucloud;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * UCloud's {@code ReceiptTime}: seconds since 1970 as a number or a text, and whatever else is
 * plainly a time. A wall time without a zone is Beijing's (docs/protocol/ucloud.md).
 */
final class ReceiptTime {

  private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
  private static final long EARLIEST = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
  private static final long LATEST = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond();

  /** From here on a number can only be of the next smaller unit. */
  private static final long A_UNIT = 100_000_000_000L;

  private static final int LONGEST = 64;

  /** Nanoseconds have as many before the point. */
  private static final int MOST_DIGITS = 19;

  private static final Pattern NUMBER =
      Pattern.compile("\\d{1,19}(\\.\\d{0,19})?([eE]\\+?\\d{1,2})?");

  private static final Pattern COMPACT =
      Pattern.compile("(20\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)");

  private static final Pattern WALL =
      Pattern.compile(
          "(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?[T\\s]+(\\d{1,2})[:时時](\\d{1,2})"
              + "(?:[:分](\\d{1,2})秒?(?:[.,](\\d{1,9}))?)?分?\\s*"
              + "(Z|UTC|GMT|CST|[+-]\\d{1,2}(?::?\\d{2})?|UTC[+-]\\d{1,2}|GMT[+-]\\d{1,2})?",
          Pattern.CASE_INSENSITIVE);

  private ReceiptTime() {}

  /**
   * The instant, milliseconds kept; null for 0, for none, and for what is no time that a report can
   * have (before 2000, from 2100 on).
   */
  static Instant instant(String text) {
    if (text == null || text.length() > LONGEST) {
      return null;
    }
    long whole = Numbers.nonNegative(text);
    Instant time = whole >= 0 ? ofNumber(BigDecimal.valueOf(whole), text.strip()) : ofText(text);
    return time != null && time.getEpochSecond() >= EARLIEST && time.getEpochSecond() < LATEST
        ? time
        : null;
  }

  private static Instant ofText(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
    try {
      if (NUMBER.matcher(plain).matches()) {
        return ofNumber(new BigDecimal(plain), plain);
      }
      Matcher wall = WALL.matcher(plain);
      return wall.matches() ? ofWall(wall) : null;
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      return null;
    }
  }

  private static Instant ofNumber(BigDecimal value, String digits) {
    Matcher compact = COMPACT.matcher(digits);
    if (compact.matches()) {
      Instant time = ofCompact(compact);
      if (time != null) {
        return time;
      }
    }
    if (value.precision() - value.scale() > MOST_DIGITS) {
      return null;
    }
    BigDecimal seconds = value;
    while (seconds.compareTo(BigDecimal.valueOf(A_UNIT)) >= 0) {
      seconds = seconds.movePointLeft(3);
    }
    long millis = seconds.movePointRight(3).longValue();
    return Instant.ofEpochMilli(millis);
  }

  /** {@code 20190723153000}, which as milliseconds would be of the year 2609. */
  private static Instant ofCompact(Matcher part) {
    try {
      return LocalDateTime.of(
              number(part, 1),
              number(part, 2),
              number(part, 3),
              number(part, 4),
              number(part, 5),
              number(part, 6))
          .atZone(BEIJING)
          .toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Instant ofWall(Matcher part) {
    String fraction = part.group(7) == null ? "" : part.group(7);
    LocalDateTime time =
        LocalDateTime.of(
            number(part, 1),
            number(part, 2),
            number(part, 3),
            number(part, 4),
            number(part, 5),
            part.group(6) == null ? 0 : number(part, 6),
            Integer.parseInt((fraction + "000").substring(0, 3)) * 1_000_000);
    return time.atZone(zone(part.group(8))).toInstant();
  }

  private static ZoneId zone(String text) {
    if (text == null || text.equalsIgnoreCase("CST")) {
      return BEIJING; // CST is China's standard time in what providers here write
    }
    String offset = text.toUpperCase(java.util.Locale.ROOT).replaceFirst("^(UTC|GMT)", "");
    if (offset.isEmpty() || offset.equals("Z")) {
      return ZoneOffset.UTC;
    }
    String digits = offset.substring(1).replace(":", "");
    int hours =
        Integer.parseInt(digits.length() > 2 ? digits.substring(0, digits.length() - 2) : digits);
    int minutes = digits.length() > 2 ? Integer.parseInt(digits.substring(digits.length() - 2)) : 0;
    int sign = offset.charAt(0) == '-' ? -1 : 1;
    return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
  }

  private static int number(Matcher part, int group) {
    return Integer.parseInt(part.group(group));
  }
}
