package io.dlrhub.messages;

import io.dlrhub.report.Printable;

/** A value of a list as an error shows it. */
final class Shown {

  private static final int LONGEST = 60;

  private Shown() {}

  /** In quotes, printable, and cut. */
  static String value(String text) {
    String some = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return "'" + Printable.line(some) + "'";
  }
}
