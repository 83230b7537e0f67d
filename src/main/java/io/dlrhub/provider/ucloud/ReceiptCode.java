package io.dlrhub.provider.ucloud;

import io.dlrhub.report.FailureReason;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The spelling of operators' codes, and what their families tell (docs/protocol/ucloud.md). */
final class ReceiptCode {

  /** {@code MK0001}, {@code MK00001}: the colon was left out, or typed as a zero. */
  private static final Pattern COLON_LOST = Pattern.compile("([CDIM][A-Z])0?(\\d{4})");

  /** A connection fault, an error answer or no answer between gateways, at centre or billing. */
  private static final Pattern OPERATOR_FAMILY = Pattern.compile("(I[ABC]|M[AC]|C[AC]|D[AC]):.*");

  private ReceiptCode() {}

  /**
   * The code in the spelling of the table: upper case, no blanks, an ASCII colon; empty for null.
   */
  static String normalise(String code) {
    if (code == null) {
      return "";
    }
    StringBuilder kept = new StringBuilder(code.length());
    code.codePoints()
        .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
        .map(c -> c == '：' ? ':' : c)
        .forEach(kept::appendCodePoint);
    String normal = kept.toString().toUpperCase(Locale.ROOT);
    Matcher colonLost = COLON_LOST.matcher(normal);
    return colonLost.matches() ? colonLost.group(1) + ":" + colonLost.group(2) : normal;
  }

  /** What the family of a normalised code tells, where the table does not have it. */
  static FailureReason family(String normal) {
    if (normal.startsWith("EXPIRED") || normal.startsWith("MI:")) {
      return FailureReason.EXPIRED;
    }
    return OPERATOR_FAMILY.matcher(normal).matches()
        ? FailureReason.OPERATOR_ERROR
        : FailureReason.UNCLASSIFIED;
  }
}
