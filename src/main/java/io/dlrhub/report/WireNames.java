package io.dlrhub.report;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Looks an enum constant up by its name in records. */
final class WireNames {

  private WireNames() {}

  static <E extends Enum<E>> E find(
      E[] values, Function<E, String> wireName, String wanted, String field) {
    for (E value : values) {
      if (wireName.apply(value).equals(wanted)) {
        return value;
      }
    }
    String accepted = Arrays.stream(values).map(wireName).collect(Collectors.joining(", "));
    throw new IllegalArgumentException(field + " is '" + wanted + "', accepted are " + accepted);
  }
}
