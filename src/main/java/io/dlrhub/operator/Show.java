package io.dlrhub.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Values of answers as the tables have them. */
final class Show {

  private static final int LONGEST = 100;

  private Show() {}

  /** On one line; a dash where there is none. */
  static String text(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return "-";
    }
    String text = value.asText().replaceAll("[\\s\\p{Cntrl}]+", " ");
    return text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
  }

  /** To the second. */
  static String time(JsonNode value) {
    return text(value).replaceFirst("\\.\\d+Z$", "Z");
  }

  static String percent(JsonNode part) {
    return String.format(Locale.ROOT, "%d%%", (int) (part.asDouble() * 100));
  }
}
