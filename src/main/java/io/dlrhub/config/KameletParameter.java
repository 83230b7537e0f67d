package io.dlrhub.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A parameter as a Kamelet declares it. Camel itself looks at none of this but the default.
 *
 * @param type {@code string}, {@code integer}, {@code number} or {@code boolean}; nullable
 * @param defaultValue nullable
 * @param words the only values allowed; empty for any
 * @param minimum nullable
 * @param maximum nullable
 * @param pattern a regular expression for the whole value; nullable
 * @param secret whether its value may be shown
 */
record KameletParameter(
    String type,
    String defaultValue,
    List<String> words,
    String minimum,
    String maximum,
    String pattern,
    boolean secret) {

  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

  /** What is accepted, if that value is not. */
  Optional<String> refuses(String value) {
    if (!words.isEmpty() && !words.contains(value)) {
      return Optional.of(String.join(" or ", words));
    }
    if (!typed(value) || !inRange(value)) {
      return Optional.of(accepted());
    }
    return pattern == null || Pattern.compile(pattern).matcher(value).find()
        ? Optional.empty()
        : Optional.of("a text like " + pattern);
  }

  private boolean typed(String value) {
    return switch (type == null ? "string" : type) {
      case "integer" -> INTEGER.matcher(value).matches();
      case "number" -> NUMBER.matcher(value).matches();
      case "boolean" -> value.equals("true") || value.equals("false");
      default -> true;
    };
  }

  private boolean inRange(String value) {
    if (minimum == null && maximum == null) {
      return true;
    }
    if (!NUMBER.matcher(value).matches()) {
      return false;
    }
    BigDecimal number = new BigDecimal(value);
    return (minimum == null || number.compareTo(new BigDecimal(minimum)) >= 0)
        && (maximum == null || number.compareTo(new BigDecimal(maximum)) <= 0);
  }

  private String accepted() {
    String kind =
        switch (type == null ? "string" : type) {
          case "integer" -> "a whole number";
          case "boolean" -> "true or false";
          default -> "a number";
        };
    return kind
        + (minimum == null ? "" : " from " + minimum)
        + (maximum == null ? "" : " to " + maximum);
  }
}
