package io.dlrhub.simulator.demo;

import java.io.PrintStream;
import java.util.List;

/** Prints a status in place on a terminal, and as plain lines into a pipe or file. */
final class Screen {

  private static final int WIDTH = 78;
  private static final String CLEAR_TO_END = "\u001b[0J";

  private final PrintStream out;
  private final boolean inPlace;
  private int height;

  Screen(PrintStream out, boolean inPlace) {
    this.out = out;
    this.inPlace = inPlace;
  }

  /** Whether standard output is a terminal that understands cursor movements. */
  static boolean isTerminal() {
    String terminal = System.getenv("TERM");
    return System.console() != null && terminal != null && !terminal.equals("dumb");
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
    for (String line : lines) {
      out.println(inPlace ? cut(line) : line);
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
  static String cut(String line) {
    StringBuilder kept = new StringBuilder();
    int columns = 0;
    for (int i = 0; i < line.length(); i++) {
      columns += line.charAt(i) < 0x1100 ? 1 : 2; // Chinese is two columns wide
      if (columns > WIDTH - 1) {
        return kept.append('…').toString();
      }
      kept.append(line.charAt(i));
    }
    return line;
  }
}
