package io.dlrhub.config;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Camel's {@code {{key}}}, {@code {{?key}}}, {@code {{!key}}} and {@code {{key:default}}}. */
final class Placeholders {

  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{\\{([?!]?)([^{}:?!]+)(?::([^{}]*))?}}");
  private static final int DEEPEST = 10;

  /** Characters of nobody's. */
  private static final char LEFT = '\uF8F0';

  private static final char RIGHT = '\uF8F1';

  private Placeholders() {}

  /** The keys a text uses. */
  static Set<String> in(String text) {
    Set<String> keys = new TreeSet<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      keys.add(matcher.group(2).trim());
    }
    return keys;
  }

  /** The key whose value is all of that text; empty when there is more to it. */
  static Optional<String> only(String text) {
    Matcher matcher = PLACEHOLDER.matcher(withoutRaw(text));
    return matcher.matches() && !matcher.group(1).equals("!")
        ? Optional.of(matcher.group(2).trim())
        : Optional.empty();
  }

  /**
   * What is inside Camel's {@code RAW(…)}, which keeps a value from being read as part of a URI.
   */
  static String withoutRaw(String value) {
    return value.startsWith("RAW(") && value.endsWith(")")
        ? value.substring(4, value.length() - 1)
        : value;
  }

  /**
   * The text with its placeholders filled in.
   *
   * @return empty when a key has no value
   */
  static Optional<String> fill(String text, Function<String, Optional<String>> values) {
    String filled = text;
    for (int i = 0; i < DEEPEST; i++) {
      Matcher matcher = PLACEHOLDER.matcher(filled);
      if (!matcher.find()) {
        return Optional.of(shown(filled));
      }
      Optional<String> value = value(matcher, values);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      filled =
          filled.substring(0, matcher.start())
              + hidden(value.get())
              + filled.substring(matcher.end());
    }
    return Optional.empty();
  }

  /** What is in a value is no placeholder. */
  private static String hidden(String value) {
    return value.replace('{', LEFT).replace('}', RIGHT);
  }

  private static String shown(String text) {
    return text.replace(LEFT, '{').replace(RIGHT, '}');
  }

  private static Optional<String> value(
      Matcher matcher, Function<String, Optional<String>> values) {
    Optional<String> value = values.apply(matcher.group(2).trim());
    if (matcher.group(1).equals("!")) {
      return value.map(on -> Boolean.toString(!on.equals("true")));
    }
    return value.or(() -> Optional.ofNullable(matcher.group(3)));
  }
}
