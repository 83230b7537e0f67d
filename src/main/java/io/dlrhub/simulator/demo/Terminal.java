package io.dlrhub.simulator.demo;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** What the demo is watched on. */
final class Terminal {

  private static final int USUAL_COLUMNS = 80;
  private static final int FEWEST_COLUMNS = 20;
  private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(5);

  private int columns = USUAL_COLUMNS;
  private long lookedAt = System.nanoTime() - LOOK_AGAIN_NANOS;

  /** Whether standard output is a terminal that understands cursor movements. */
  static boolean isThere() {
    String terminal = System.getenv("TERM");
    return System.console() != null && terminal != null && !terminal.equals("dumb");
  }

  /**
   * How wide it is; 80 where that cannot be told. Asked for every few seconds, as it may change.
   */
  int columns() {
    if (System.nanoTime() - lookedAt >= LOOK_AGAIN_NANOS) {
      lookedAt = System.nanoTime();
      columns = ask();
    }
    return columns;
  }

  private static int ask() {
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).start();
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return width(answer);
    } catch (IOException noSuchProgramOrTerminal) {
      return USUAL_COLUMNS;
    }
  }

  /** The second of the two numbers; a terminal that does not know its size says 0. */
  static int width(String rowsAndColumns) {
    String[] numbers = rowsAndColumns.trim().split(" ");
    if (numbers.length != 2 || !numbers[1].matches("[0-9]{1,5}") || numbers[1].equals("0")) {
      return USUAL_COLUMNS;
    }
    return Math.max(FEWEST_COLUMNS, Integer.parseInt(numbers[1]));
  }
}
