package io.dlrhub.simulator.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.function.IntSupplier;

/** Prints a status in place on a terminal, and as plain lines into a pipe or file. */
final class Screen {

  private static final String CLEAR_TO_END = "\u001b[0J";

  private final PrintStream out;
  private final boolean inPlace;
  private final IntSupplier columns;
  private int height;

  /**
   * @param inPlace whether it is a terminal
   * @param columns how wide that is now; longer lines of a status are cut
   */
  Screen(PrintStream out, boolean inPlace, IntSupplier columns) {
    this.out = out;
    this.inPlace = inPlace;
    this.columns = columns;
  }

  boolean inPlace() {
    return inPlace;
  }

  /** Text that stays. */
  synchronized void print(String text) {
    rewind();
    out.println(text);
    out.flush();
  }

  /** The status; the next one takes its place. */
  synchronized void status(List<String> lines) {
    rewind();
    int width = inPlace ? columns.getAsInt() : 0;
    for (String line : lines) {
      out.println(inPlace ? cut(line, width - 1) : line);
    }
    height = inPlace ? lines.size() : 0;
    out.flush();
  }

  private void rewind() {
    if (height > 0) {
      out.print("\u001b[" + height + "A\r" + CLEAR_TO_END);
      height = 0;
    }
  }

  /** A line that wraps would not be rewound as one. */
  static String cut(String line, int width) {
    StringBuilder kept = new StringBuilder();
    int columns = 0;
    for (int i = 0; i < line.length(); i++) {
      columns += line.charAt(i) < 0x1100 ? 1 : 2; // Chinese is two columns wide
      if (columns >= width) {
        return kept.append('…').toString();
      }
      kept.append(line.charAt(i));
    }
    return line;
  }
}
