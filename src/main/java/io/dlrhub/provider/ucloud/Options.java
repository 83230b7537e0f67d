package io.dlrhub.provider.ucloud;

import java.time.Duration;
import java.util.regex.Pattern;
import org.apache.camel.util.TimeUtils;

/** Reads the values of Kamelet options; every error names the option and what is accepted. */
final class Options {

  private static final Pattern DURATION = Pattern.compile("\\d{1,9}(ms|s|m|h|d)?");

  private Options() {}

  /** A duration: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 12h}, {@code 30d}; above 0. */
  static Duration duration(String name, String value) {
    if (value == null || !DURATION.matcher(value.strip()).matches()) {
      throw refused(name, value, "durations such as 500ms, 30s, 5m");
    }
    long millis = TimeUtils.toMilliSeconds(value.strip());
    if (millis < 1) {
      throw refused(name, value, "durations above 0");
    }
    return Duration.ofMillis(millis);
  }

  /** A whole number. */
  static int integer(String name, String value) {
    long number = Numbers.nonNegative(value);
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw refused(name, value, "whole numbers");
    }
    return (int) number;
  }

  private static IllegalArgumentException refused(String name, String value, String accepted) {
    return new IllegalArgumentException(name + " is '" + value + "', accepted are " + accepted);
  }
}
