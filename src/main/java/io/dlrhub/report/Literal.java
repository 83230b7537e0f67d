package io.dlrhub.report;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A value on its way through Camel's properties, route files and Kamelets, which read more in a
 * text than letters: placeholders, the end of {@code RAW(…)}, references to beans. One that holds
 * anything Camel might take for syntax of its own travels as {@code literal:} and Base64, and is
 * what it was again where a bean is given it.
 */
public final class Literal {

  private static final String MARK = "literal:";

  /** What no syntax of Camel's is made of. */
  private static final Pattern PLAIN = Pattern.compile("(?!#)[\\p{L}\\p{N}._:/@,;=+~*%?!^|<> -]*");

  private Literal() {}

  /** That value in a form Camel has no syntax for: mostly as it is. */
  public static String encode(String value) {
    boolean padded = !value.equals(value.strip());
    if (PLAIN.matcher(value).matches() && !padded && !value.startsWith(MARK)) {
      return value;
    }
    return MARK
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(value.getBytes(StandardCharsets.UTF_8));
  }

  /** The value that was {@link #encode encoded}, or the text as it is. */
  public static String decode(String text) {
    if (!text.startsWith(MARK)) {
      return text;
    }
    try {
      byte[] value = Base64.getUrlDecoder().decode(text.substring(MARK.length()));
      return new String(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException written) {
      return text;
    }
  }
}
