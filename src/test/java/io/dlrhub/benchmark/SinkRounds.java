package io.dlrhub.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * One sink of the hub and the bare client in turn, in one JVM, round after round; or all sinks at
 * once and the JMS sink alone, the slowest. Prints the medians. Rounds of the first ten seconds do
 * not count.
 */
final class SinkRounds {

  /** All three at once. */
  static final String ALL = "all";

  static final List<String> SINKS = List.of("file", "jms", "http");

  /** As many different bodies as a bare client takes turns with; the hub's are all different. */
  private static final int BODIES = 20_000;

  /** Seconds of delivering. */
  private static final double WARM_UP = 10;

  /** One of those that are compared. */
  interface Sender extends AutoCloseable {
    /** Delivers that many records; how many a second. */
    double run(int records) throws Exception;
  }

  private SinkRounds() {}

  /** Folder, broker, receiver, records a round, rounds, which sink or all. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    String sink = args[5];
    List<String> together = sink.equals(ALL) ? SINKS : List.of(sink);
    try (Sender hub = new HubSinks(folder.resolve("hub-" + sink), args[1], args[2], together);
        Sender other = other(sink, folder, args[1], args[2])) {
      measure(sink, hub, other, Integer.parseInt(args[3]), Integer.parseInt(args[4]));
    }
  }

  private static Sender other(String sink, Path folder, String broker, String receiver)
      throws Exception {
    List<byte[]> lines = SampleReports.lines(BODIES);
    return switch (sink) {
      case "file" -> new BareFile(folder.resolve("bare.ndjson"), lines);
      case "jms" -> new BareJms(broker, lines);
      case "http" -> new BareHttp(receiver, lines);
      default -> new HubSinks(folder.resolve("hub-alone"), broker, receiver, List.of("jms"));
    };
  }

  private static void measure(String sink, Sender hub, Sender other, int records, int rounds)
      throws Exception {
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    for (double warm = 0; warm < WARM_UP; ) {
      warm += records / hub.run(records);
      other.run(records);
    }
    for (int round = 0; round < rounds; round++) {
      ours.add(hub.run(records));
      theirs.add(other.run(records));
    }
    row(sink.equals(ALL) ? "all three / jms" : sink, ours, theirs);
  }

  private static void row(String name, List<Double> hub, List<Double> bare) {
    List<Double> ratios =
        IntStream.range(0, hub.size()).mapToObj(i -> hub.get(i) / bare.get(i)).toList();
    System.out.printf(
        Locale.ROOT,
        "%-20s %,12.0f %,12.0f %8.2f   %s%n",
        name,
        Median.of(hub),
        Median.of(bare),
        Median.of(ratios),
        ratios.stream().map(ratio -> String.format(Locale.ROOT, "%.2f", ratio)).toList());
  }
}
