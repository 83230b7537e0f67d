package io.dlrhub.simulator.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The demo's figures in words. */
final class StatusLines {

  private static final int REASONS = 4;

  private StatusLines() {}

  /**
   * What the hub and its folder say.
   *
   * @param duplicates reports that came again and were dropped
   * @param inDoubt pulls whose page may be lost
   * @param bytes size of the files
   * @param perSecond lines a second since the last status
   */
  record Figures(long duplicates, long inDoubt, long bytes, double perSecond) {}

  static List<String> of(Duration running, Comparison.State state, Figures figures) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s  %,d reports in (push %,d, pull %,d)  %.0f/s  file %s",
            time(running),
            state.inFile(),
            state.byOrigin().getOrDefault("push", 0L),
            state.byOrigin().getOrDefault("pull", 0L),
            figures.perSecond(),
            size(figures.bytes())));
    lines.add("       " + shares(state));
    lines.add("       why: " + reasons(state.byReason()));
    lines.add("       " + hub(state, figures));
    return lines;
  }

  /** The same on one line, for a pipe. */
  static String plain(Duration running, Comparison.State state, Figures figures) {
    return of(running, state, figures).stream()
        .map(String::strip)
        .collect(Collectors.joining("  "));
  }

  /** The count at the end. */
  static List<String> summary(Duration running, Comparison.State state, String file) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("After " + time(running) + " the provider's own list against the file:");
    lines.add(count(state.made(), "reports made by the simulated UCloud"));
    lines.add(count(state.inFile(), "lines in the file"));
    lines.add(count(state.missing(), "missing: handed to the hub and not in the file"));
    lines.add(count(state.twice() + state.foreign(), "double: in the file more than once"));
    lines.add(optional(state.lost(), "lost by UCloud: a cut page, a push given up after 4 tries"));
    lines.add(optional(state.underWay(), "never handed out before the end"));
    lines.add(optional(state.superseded(), "\"unknown\" that a final report had overtaken"));
    lines.removeIf(Objects::isNull);
    lines.add("");
    lines.add(verdict(state) + "  The file: " + file);
    return lines;
  }

  /** Nothing is missing, nothing is double. */
  static boolean agrees(Comparison.State state) {
    return state.missing() == 0 && state.twice() == 0 && state.foreign() == 0;
  }

  private static String verdict(Comparison.State state) {
    return agrees(state) ? "The books agree." : "THE BOOKS DO NOT AGREE.";
  }

  private static String count(long number, String what) {
    return String.format(Locale.ROOT, "  %,12d  %s", number, what);
  }

  private static String optional(long number, String what) {
    return number == 0 ? null : count(number, what);
  }

  private static String shares(Comparison.State state) {
    return String.format(
        Locale.ROOT,
        "delivered %s, failed %s, unknown %s",
        share(state, "delivered"),
        share(state, "failed"),
        share(state, "unknown"));
  }

  private static String share(Comparison.State state, String status) {
    long all = Math.max(1, state.inFile());
    return String.format(
        Locale.ROOT, "%.1f %%", 100.0 * state.byStatus().getOrDefault(status, 0L) / all);
  }

  private static String hub(Comparison.State state, Figures figures) {
    String lost = state.lost() > 0 ? String.format(Locale.ROOT, ", lost %,d", state.lost()) : "";
    return String.format(
        Locale.ROOT,
        "repeats dropped %,d, pulls in doubt %,d%s",
        figures.duplicates(),
        figures.inDoubt(),
        lost);
  }

  private static String reasons(Map<String, Long> byReason) {
    if (byReason.isEmpty()) {
      return "no failure yet";
    }
    return byReason.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(REASONS)
        .map(entry -> String.format(Locale.ROOT, "%s %,d", entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String time(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds < 3600
        ? String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  private static String size(long bytes) {
    return bytes < 10 << 20
        ? String.format(Locale.ROOT, "%,d KiB", bytes >> 10)
        : String.format(Locale.ROOT, "%,d MiB", bytes >> 20);
  }
}
