package io.dlrhub.provider.ucloud;

/** Reads the values of Kamelet options; every error names the option and what is accepted. */
final class Options {

  private Options() {}

  /** A whole number. */
  static int integer(String name, String value) {
    long number = Numbers.nonNegative(value);
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw refused(name, value, "whole numbers");
    }
    return (int) number;
  }

  /** Reports a page. */
  static int limit(String value) {
    int limit = integer("limit", value);
    if (limit < 1 || limit > UsmsPull.MAX_LIMIT) {
      throw new IllegalArgumentException(
          "limit is " + limit + ", accepted are 1 to " + UsmsPull.MAX_LIMIT);
    }
    return limit;
  }

  private static IllegalArgumentException refused(String name, String value, String accepted) {
    return new IllegalArgumentException(name + " is '" + value + "', accepted are " + accepted);
  }
}
