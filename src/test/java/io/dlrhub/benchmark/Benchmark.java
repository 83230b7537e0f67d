package io.dlrhub.benchmark;

import static org.awaitility.Awaitility.await;

import io.dlrhub.testing.Ports;
import io.dlrhub.testing.PushTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures the packaged hub against the yardstick, in one run on this machine, and prints a table.
 *
 * <p>{@code mvn -q -Pbenchmark verify} packages and runs it. Arguments: {@code --records N} to fill
 * the ledger to (default 10,000,000; 0 for single pushes alone), {@code --rounds N} of single
 * pushes (default 5), {@code --seconds N} a measurement (default 20).
 */
final class Benchmark {

  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final int CONNECTIONS = 32;
  private static final int BATCH = 100;
  private static final int STARTS = 5;
  private static final long BACKLOG = 1_100_000;
  private static final double SUSTAINED_RATE = 50_000;
  private static final Duration SUSTAINED = Duration.ofSeconds(60);
  private static final String PATH = "/ucloud/reports";
  private static final String NO_FILE_SINK = "dlr.sink.file.enabled=false";

  private final Path jar;
  private final Path work;
  private final long records;
  private final long rounds;
  private final Duration measured;
  private final List<String> imageFlags;
  private int run = 1;

  private Benchmark(Path jar, Path work, long records, long rounds, Duration measured) {
    this.jar = jar;
    this.work = work;
    this.records = records;
    this.rounds = rounds;
    this.measured = measured;
    this.imageFlags =
        List.of(
            "-XX:SharedArchiveFile=" + jar.resolveSibling("dlr-hub.jsa"),
            "-XX:+UseSerialGC",
            "-Xms64m",
            "-Xmx256m");
  }

  public static void main(String[] args) throws Exception {
    List<String> arguments = Arrays.asList(args);
    long records = option(arguments, "--records", 10_000_000);
    long rounds = option(arguments, "--rounds", 5);
    long seconds = option(arguments, "--seconds", 20);
    Path jar = Path.of(System.getProperty("dlr.jar", "target/dlr-hub.jar")).toAbsolutePath();
    Path work = Files.createTempDirectory("dlr-hub-benchmark");
    try {
      new Benchmark(jar, work, records, rounds, Duration.ofSeconds(seconds)).measure();
    } finally {
      delete(work);
    }
  }

  private static long option(List<String> arguments, String name, long otherwise) {
    int at = arguments.indexOf(name);
    return at < 0 ? otherwise : Long.parseLong(arguments.get(at + 1));
  }

  private void measure() throws Exception {
    row("single-report pushes, 32 connections", "pushes/s", "p50 ms", "p99 ms", "refused");
    singles();
    if (records == 0) {
      return;
    }
    row("pushes of 100, 32 connections", "reports/s", "p50 ms", "p99 ms", "refused");
    batches();
    starts();
    sustained();
  }

  /**
   * The yardstick, the hub with nothing but the intake and the hub as it is shipped in turn, so
   * that a drift of the machine hits all.
   */
  private void singles() throws Exception {
    List<Double> intake = new ArrayList<>();
    List<Double> shipped = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      double bare = single("  bare Vert.x handler", yardstick(work.resolve("bare" + round)));
      Path folder = work.resolve("intake" + round);
      intake.add(
          single("  hub, no sink", PushTarget.hub(jar, folder, imageFlags, NO_FILE_SINK)) / bare);
      folder = work.resolve("hub" + round);
      shipped.add(single("  hub, file sink on", PushTarget.hub(jar, folder, imageFlags)) / bare);
    }
    ratios("hub, no sink / bare", intake);
    ratios("hub, file sink on / bare", shipped);
    System.out.println();
  }

  private double single(String name, PushTarget target) throws Exception {
    try (target) {
      return pushes(name, target, 1).requestsPerSecond();
    }
  }

  private static void ratios(String name, List<Double> ratios) {
    System.out.printf(
        Locale.ROOT,
        "  %s, median: %.2f   of each round %s%n",
        name,
        Median.of(ratios),
        ratios.stream().map(ratio -> String.format(Locale.ROOT, "%.2f", ratio)).toList());
  }

  private void batches() throws Exception {
    try (PushTarget process = yardstick(work.resolve("bare-batches"))) {
      pushes("  bare Vert.x handler", process, BATCH);
    }
    Path folder = work.resolve("hub-batches");
    try (PushTarget hub = PushTarget.hub(jar, folder, imageFlags)) {
      fill(hub);
    }
  }

  /** Fills the ledger a million at a time and watches the file sink behind it. */
  private void fill(PushTarget hub) throws Exception {
    PushBodies bodies = new PushBodies(PATH, BATCH, runName());
    List<Double> perMillion = new ArrayList<>();
    double mostWaiting = 0;
    long started;
    double deliveredBefore;
    try (LoadGenerator load = new LoadGenerator(hub.address(), CONNECTIONS, bodies)) {
      load.run(WARM_UP);
      started = System.nanoTime();
      deliveredBefore = hub.metric("dlr_sink_delivered_total");
      for (long stored = 0; stored < records; stored += 1_000_000) {
        LoadGenerator.Result result = load.runRequests(1_000_000 / BATCH);
        perMillion.add(result.reportsPerSecond());
        mostWaiting = Math.max(mostWaiting, hub.metric("dlr_sink_lag"));
        row("  hub, million " + (stored / 1_000_000 + 1), result, true);
      }
    }
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .atMost(Duration.ofHours(1))
        .until(() -> hub.metric("dlr_sink_lag") == 0);
    double seconds = (System.nanoTime() - started) / 1e9;
    double delivered = hub.metric("dlr_sink_delivered_total") - deliveredBefore;
    System.out.printf(
        Locale.ROOT,
        "  last million / first: %.2f%n  through to the file sink: %,.0f reports/s"
            + " (%,.0f in %.0f s, at most %,.0f waiting)%n  peak resident memory: %d MB%n%n",
        perMillion.get(perMillion.size() - 1) / perMillion.get(0),
        delivered / seconds,
        delivered,
        seconds,
        mostWaiting,
        hub.peakResidentMegabytes());
  }

  /** A fresh process on the full ledger, a million records behind, at the rate asked for. */
  private void sustained() throws Exception {
    Path folder = work.resolve("hub-batches");
    PushBodies bodies = new PushBodies(PATH, BATCH, runName());
    try (PushTarget hub = PushTarget.hub(jar, folder, imageFlags, NO_FILE_SINK);
        LoadGenerator load = new LoadGenerator(hub.address(), CONNECTIONS, bodies)) {
      load.runRequests(BACKLOG / BATCH);
    }
    try (PushTarget hub = PushTarget.hub(jar, folder, imageFlags);
        LoadGenerator load = new LoadGenerator(hub.address(), CONNECTIONS, bodies)) {
      double waiting = hub.metric("dlr_sink_lag");
      double before = hub.metric("dlr_sink_delivered_total");
      LoadGenerator.Result result = load.run(SUSTAINED, SUSTAINED_RATE / BATCH);
      double delivered = hub.metric("dlr_sink_delivered_total") - before;
      row(String.format(Locale.ROOT, "  hub, %,.0f waiting, paced", waiting), result, true);
      System.out.printf(
          Locale.ROOT,
          "  through to the file sink: %,.0f reports/s%n  peak resident memory: %d MB%n%n",
          delivered / result.seconds(),
          hub.peakResidentMegabytes());
    }
  }

  private void starts() throws Exception {
    System.out.println("process start to first acknowledged push, s (median of " + STARTS + ")");
    start("  image flags, empty ledger", work.resolve("starts"), imageFlags);
    start("  plain java -jar, empty ledger", work.resolve("starts-plain"), List.of());
    start(
        String.format(Locale.ROOT, "  image flags, %,d records, after kill -9", records),
        work.resolve("hub-batches"),
        imageFlags);
  }

  private void start(String name, Path folder, List<String> flags) throws Exception {
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      PushTarget process = PushTarget.hub(jar, folder, flags);
      seconds.add(process.secondsToFirstPush());
      process.kill();
    }
    System.out.printf(Locale.ROOT, "%-52s %.2f%n", name, Median.of(seconds));
  }

  private LoadGenerator.Result pushes(String name, PushTarget process, int reports)
      throws IOException {
    PushBodies bodies = new PushBodies(PATH, reports, runName());
    try (LoadGenerator load = new LoadGenerator(process.address(), CONNECTIONS, bodies)) {
      load.run(WARM_UP);
      LoadGenerator.Result result = load.run(measured);
      row(name, result, reports > 1);
      return result;
    }
  }

  private static PushTarget yardstick(Path folder) throws IOException, InterruptedException {
    int port = Ports.free(1)[0];
    List<String> arguments =
        List.of(
            "-Xms64m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            BareIntake.class.getName(),
            folder.toString(),
            Integer.toString(port));
    return PushTarget.other(folder, port, arguments);
  }

  private String runName() {
    return String.format(Locale.ROOT, "%04d", run++);
  }

  private static void row(String name, LoadGenerator.Result result, boolean inReports) {
    double rate = inReports ? result.reportsPerSecond() : result.requestsPerSecond();
    row(
        name,
        String.format(Locale.ROOT, "%,.0f", rate),
        String.format(Locale.ROOT, "%.1f", result.p50Millis()),
        String.format(Locale.ROOT, "%.1f", result.p99Millis()),
        Long.toString(result.refused()));
  }

  private static void row(String name, String rate, String p50, String p99, String refused) {
    System.out.printf(Locale.ROOT, "%-40s %12s %8s %8s %8s%n", name, rate, p50, p99, refused);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
