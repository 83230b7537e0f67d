package io.dlrhub.ledger.camel;

import io.dlrhub.report.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Takes options out of an endpoint's parameters; a wrong one is refused with its name. */
final class Options {

  private final String uri;
  private final Map<String, Object> parameters;

  Options(String uri, Map<String, Object> parameters) {
    this.uri = uri;
    this.parameters = parameters;
  }

  private String take(String name) {
    Object value = parameters.remove(name);
    return value == null || value.toString().isBlank() ? null : value.toString().trim();
  }

  /** Any text. */
  String text(String name, String otherwise) {
    String value = take(name);
    return value == null ? otherwise : value;
  }

  /** A value of an enum, written in lower case. */
  <E extends Enum<E>> E oneOf(String name, E otherwise) {
    String value = take(name);
    if (value == null) {
      return otherwise;
    }
    E[] accepted = otherwise.getDeclaringClass().getEnumConstants();
    for (E one : accepted) {
      if (one.name().equalsIgnoreCase(value)) {
        return one;
      }
    }
    throw refused(
        name,
        value,
        Arrays.stream(accepted)
            .map(one -> one.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", ")));
  }

  /** A whole number from 1 on. */
  int atLeastOne(String name, int otherwise) {
    String value = take(name);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw refused(name, value, "a whole number of at least 1");
    }
    throw refused(name, value, "a whole number of at least 1");
  }

  /** A duration longer than nothing. */
  Duration duration(String name, Duration otherwise) {
    String value = take(name);
    if (value == null) {
      return otherwise;
    }
    if (!Durations.isValid(value)) {
      throw refused(name, value, Durations.ACCEPTED);
    }
    return Durations.parse(name, value);
  }

  private IllegalArgumentException refused(String name, String value, String accepted) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT, "%s: option %s is '%s', accepted: %s", uri, name, value, accepted));
  }
}
