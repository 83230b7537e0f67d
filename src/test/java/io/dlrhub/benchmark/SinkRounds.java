package io.dlrhub.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The hub's sinks and the bare clients in turn, in one JVM, round after round; prints the medians.
 * The first rounds warm up and do not count.
 */
final class SinkRounds {

  /** As many different bodies as a bare client takes turns with; the hub's are all different. */
  private static final int BODIES = 20_000;

  private static final int WARM_UP = 3;

  /** File and HTTP take so many times more than the broker, which is that much slower. */
  private static final int TIMES = 10;

  private static final List<String> SINKS = List.of("file", "jms", "http");

  /** One of those that are compared. */
  interface Sender {
    /** Delivers that many records; how many a second. */
    double run(int records) throws Exception;
  }

  private final Map<String, Sender> senders = new LinkedHashMap<>();
  private final Map<String, List<Double>> rates = new LinkedHashMap<>();

  private SinkRounds() {}

  /** Folder, broker, receiver, records a round, rounds, which sinks or all. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    List<byte[]> lines = SampleReports.lines(BODIES);
    SinkRounds rounds = new SinkRounds();
    try (HubSinks file = new HubSinks(folder.resolve("file"), args[1], args[2], List.of("file"));
        HubSinks jms = new HubSinks(folder.resolve("jms"), args[1], args[2], List.of("jms"));
        HubSinks http = new HubSinks(folder.resolve("http"), args[1], args[2], List.of("http"));
        HubSinks all = new HubSinks(folder.resolve("all"), args[1], args[2], SINKS);
        BareFile bareFile = new BareFile(folder.resolve("bare.ndjson"), lines);
        BareJms bareJms = new BareJms(args[1], lines);
        BareHttp bareHttp = new BareHttp(args[2], lines)) {
      rounds.add("file", file, bareFile);
      rounds.add("jms", jms, bareJms);
      rounds.add("http", http, bareHttp);
      rounds.senders.put("all", all::run);
      rounds.senders.keySet().removeIf(name -> !wanted(name, args[5]));
      rounds.run(Integer.parseInt(args[3]), Integer.parseInt(args[4]));
      rounds.print();
    }
  }

  private void add(String sink, Sender hub, Sender bare) {
    senders.put(sink, hub);
    senders.put(bare(sink), bare);
  }

  private static boolean wanted(String sender, String only) {
    return only.equals("") || List.of(only.split(",")).contains(sender.replace("bare ", ""));
  }

  private static String bare(String sink) {
    return "bare " + sink;
  }

  private void run(int records, int rounds) throws Exception {
    for (int round = -WARM_UP; round < rounds; round++) {
      for (Map.Entry<String, Sender> sender : senders.entrySet()) {
        boolean fast = sender.getKey().matches("(bare )?(file|http)");
        double rate = sender.getValue().run(fast ? TIMES * records : records);
        if (round >= 0) {
          rates.computeIfAbsent(sender.getKey(), name -> new ArrayList<>()).add(rate);
        }
      }
    }
  }

  private void print() {
    System.out.printf(
        "%-20s %12s %12s %8s   %s%n", "records/s", "hub", "bare", "ratio", "of each round");
    List<String> measured = SINKS.stream().filter(rates::containsKey).toList();
    measured.forEach(sink -> row(sink, rates.get(sink), rates.get(bare(sink))));
    if (!rates.containsKey("all") || measured.size() < SINKS.size()) {
      return;
    }
    String slowest =
        SINKS.stream()
            .min((a, b) -> Double.compare(Median.of(rates.get(a)), Median.of(rates.get(b))))
            .orElseThrow();
    row("all three / " + slowest, rates.get("all"), rates.get(slowest));
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
