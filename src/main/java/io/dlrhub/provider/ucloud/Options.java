package io.dlrhub.provider.ucloud;

import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.support.CamelContextHelper;
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

  /** A bean, given itself or by its name: {@code name}, {@code #name} or {@code #bean:name}. */
  static <T> T bean(CamelContext context, String option, Object given, Class<T> type) {
    if (type.isInstance(given)) {
      return type.cast(given);
    }
    String name = String.valueOf(given).strip().replaceFirst("^#(bean:)?", "");
    T bean = CamelContextHelper.lookup(context, name, type);
    if (bean == null) {
      throw refused(option, name, "names of a bean of type " + type.getSimpleName());
    }
    return bean;
  }

  /** The clock given; the system's where none is. */
  static Clock clock(CamelContext context, Object given) {
    return isNone(given) ? Clock.systemUTC() : bean(context, "clock", given, Clock.class);
  }

  static boolean isNone(Object value) {
    return value == null || value instanceof String text && text.isBlank();
  }

  private static IllegalArgumentException refused(String name, String value, String accepted) {
    return new IllegalArgumentException(name + " is '" + value + "', accepted are " + accepted);
  }
}
