package io.dlrhub.simulator.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The count of both sides at the end, in words. */
final class Summary {

  private final List<String> lines = new ArrayList<>();

  private Summary() {}

  /**
   * The lines.
   *
   * @param tracked messages the sender has told the hub of
   * @param behind records the hub had stored and not yet written when it was stopped
   * @param file the newest file, and whether older ones were removed
   */
  static List<String> of(Duration running, State state, long tracked, long behind, String file) {
    Summary summary = new Summary();
    summary.lines.add("");
    summary.lines.add(
        "After " + DemoFigures.time(running) + ", the providers' lists against the file:");
    summary.messages(state, tracked);
    summary.reports(state, behind);
    summary.statistics(state.statistics());
    summary.lines.add("");
    summary.lines.add(state.agrees(behind) ? "Both sides agree." : "THE SIDES DO NOT AGREE.");
    summary.lines.add("The file: " + file);
    return List.copyOf(summary.lines);
  }

  private void messages(State state, long tracked) {
    count(state.messages(), "messages sent");
    count(tracked, "of them tracked by POST /messages");
    count(state.phones(), "phones they went to");
    count(state.answered(), "of them with a final report in the file");
    State.Waiting waiting = state.waiting();
    optional(waiting.provider(), "still waiting: the provider has no report yet");
    optional(waiting.underWay(), "still waiting: not handed out before the end");
    optional(waiting.lost(), "still waiting: lost, and not asked for again before the end");
    optional(waiting.video(), "still waiting: video, and not asked for before the end");
  }

  private void reports(State state, long behind) {
    lines.add("");
    count(state.made(), "reports made by the simulated UCloud");
    count(state.in().reports(), "reports in the file");
    count(origin(state, "push"), "of them by push");
    count(origin(state, "pull"), "of them by pull");
    count(origin(state, "query"), "of them by query");
    optional(state.in().noReport(), "of them hub:no-report: the schedule was over before one came");
    count(state.lost().pushed(), "lost in pushes");
    count(state.lost().paged(), "lost on pulled pages");
    count(state.lost().back(), "of the lost ones came back by query");
    optional(state.missing() - state.missing(behind), "stored, and not yet in the file at the end");
    count(state.missing(behind), "missing: handed to the hub and not in the file");
    count(
        state.twice() + state.foreign(),
        "double: in the file more than once (a replay does that on purpose)");
    optional(state.superseded(), "\"unknown\" that a final report had overtaken");
  }

  private void statistics(Statistics.State statistics) {
    lines.add("");
    figures("Tencent's statistics in the file", statistics.told());
    figures("the reports in the file", statistics.counted());
    if (!statistics.agree()) {
      lines.add(
          statistics.current()
              ? "  They differ by what is still waiting."
              : "  Tencent's last figures were not fetched before the end.");
    }
  }

  private void figures(String whose, Statistics.Sum sum) {
    lines.add(
        DemoFigures.of(
            "  %-32s  sent %,d, delivered %,d, failed %,d",
            whose, sum.submitted(), sum.delivered(), sum.failed()));
  }

  private void count(long number, String what) {
    lines.add(DemoFigures.of("  %,12d  %s", number, what));
  }

  private void optional(long number, String what) {
    if (number != 0) {
      count(number, what);
    }
  }

  private static long origin(State state, String origin) {
    return state.in().byOrigin().getOrDefault(origin, 0L);
  }
}
