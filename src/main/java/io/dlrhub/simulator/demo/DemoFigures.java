package io.dlrhub.simulator.demo;

import java.time.Duration;
import java.util.Locale;

/** Figures as the demo writes them. */
final class DemoFigures {

  private DemoFigures() {}

  static String of(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** {@code 04:07}, {@code 12:04:07}. */
  static String time(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds < 3600
        ? of("%02d:%02d", seconds / 60, seconds % 60)
        : of("%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  static String size(long bytes) {
    return bytes < 10 << 20 ? of("%,d KiB", bytes >> 10) : of("%,d MiB", bytes >> 20);
  }
}
