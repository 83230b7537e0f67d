package io.dlrhub.simulator.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** How it goes, in words: short lines, for a narrow terminal. */
final class StatusLines {

  private static final int REASONS = 3;

  private StatusLines() {}

  /**
   * What the hub, its folder and the sender say.
   *
   * @param tracked messages the sender has told the hub of
   * @param duplicates reports that came again and were dropped
   * @param inDoubt pulls whose page may be lost
   * @param bytes size of the files
   * @param perSecond reports a second since the last status
   */
  record Figures(long tracked, long duplicates, long inDoubt, long bytes, double perSecond) {}

  static List<String> of(Duration running, State state, Figures figures) {
    List<String> lines = new ArrayList<>();
    lines.add(row(DemoFigures.time(running), sent(state, figures)));
    lines.add(row("reports in", in(state, figures)));
    lines.add(row("lost", lost(state)));
    lines.add(row("waiting", waiting(state.waiting())));
    lines.add(row("outcome", shares(state)));
    lines.add(row("why", reasons(state.in().byReason())));
    lines.add(row("statistics", statistics(state.statistics())));
    lines.add(
        row(
            "hub",
            DemoFigures.of(
                "repeats dropped %,d, in doubt %,d, files %s",
                figures.duplicates(), figures.inDoubt(), DemoFigures.size(figures.bytes()))));
    return lines;
  }

  /** The same on one line, for a pipe. */
  static String plain(Duration running, State state, Figures figures) {
    StringJoiner line = new StringJoiner("; ", DemoFigures.time(running) + "  ", "");
    line.add(sent(state, figures));
    line.add("reports in " + in(state, figures));
    line.add("lost " + lost(state));
    line.add(DemoFigures.of("waiting %,d", state.waiting().all()));
    line.add(shares(state));
    line.add("why: " + reasons(state.in().byReason()));
    line.add(statistics(state.statistics()));
    return line.toString();
  }

  private static String row(String name, String text) {
    return DemoFigures.of("%-11s %s", name, text);
  }

  private static String sent(State state, Figures figures) {
    return DemoFigures.of(
        "sent %,d messages to %,d phones, tracked %,d",
        state.messages(), state.phones(), figures.tracked());
  }

  private static String in(State state, Figures figures) {
    return DemoFigures.of(
        "%,d: push %,d, pull %,d, query %,d, %.0f/s",
        state.in().reports(),
        state.in().byOrigin().getOrDefault("push", 0L),
        state.in().byOrigin().getOrDefault("pull", 0L),
        state.in().byOrigin().getOrDefault("query", 0L),
        figures.perSecond());
  }

  private static String lost(State state) {
    State.Lost lost = state.lost();
    return DemoFigures.of(
        "%,d: pushes %,d, pages %,d, back by query %,d",
        lost.all(), lost.pushed(), lost.paged(), lost.back());
  }

  private static String waiting(State.Waiting waiting) {
    return DemoFigures.of(
        "%,d: no report yet %,d, under way %,d, to ask %,d",
        waiting.all(),
        waiting.provider(),
        waiting.underWay() + waiting.missing(),
        waiting.lost() + waiting.video());
  }

  private static String statistics(Statistics.State statistics) {
    return DemoFigures.of(
        "Tencent tells of %,d reports, the file has %s",
        statistics.told().reported(),
        statistics.agree() ? "the same" : DemoFigures.of("%,d", statistics.counted().reported()));
  }

  private static String shares(State state) {
    return DemoFigures.of(
        "%s delivered, %s failed, %s unknown",
        share(state, "delivered"), share(state, "failed"), share(state, "unknown"));
  }

  private static String share(State state, String status) {
    long all = Math.max(1, state.in().reports());
    return DemoFigures.of("%.1f %%", 100.0 * state.in().byStatus().getOrDefault(status, 0L) / all);
  }

  private static String reasons(Map<String, Long> byReason) {
    if (byReason.isEmpty()) {
      return "no failure yet";
    }
    return byReason.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(REASONS)
        .map(entry -> DemoFigures.of("%s %,d", entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }
}
