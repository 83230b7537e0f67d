package io.dlrhub.benchmark;

import io.dlrhub.testing.Ports;
import io.dlrhub.testing.PushTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a sink that is down costs the intake and the file sink: the packaged hub, in turn. */
final class SinkDownBenchmark {

  private static final int ROUNDS = 3;
  private static final int CONNECTIONS = 32;
  private static final int REPORTS = 100;
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final String DELIVERED = "dlr_sink_delivered_total{sink=\"file\"}";
  private static final String LAG = "dlr_sink_lag{sink=\"file\"}";

  private final Map<String, List<Double>> intake = new LinkedHashMap<>();
  private final Map<String, List<Double>> file = new LinkedHashMap<>();
  private final Path work;
  private final List<String> flags;
  private final Duration measured;
  private int run;

  SinkDownBenchmark(Path work, List<String> flags, Duration measured) {
    this.work = work;
    this.flags = flags;
    this.measured = measured;
  }

  /** Measures and prints. */
  void measure(Path jar) throws Exception {
    // Takes connections as far as the system does, and never says a word.
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      for (int round = 0; round < ROUNDS; round++) {
        measure(jar, "HTTP and JMS sinks off");
        measure(jar, "receiver refuses connections", http(Ports.free(1)[0]));
        measure(jar, "receiver never answers", http(silent.getLocalPort()));
        measure(jar, "broker is away", jms(Ports.free(1)[0]));
      }
    }
    System.out.printf(
        "%n%-30s %14s %8s %14s %8s%n", "reports/s", "intake", "ratio", "file", "ratio");
    String off = intake.keySet().iterator().next();
    for (String name : intake.keySet()) {
      System.out.printf(
          Locale.ROOT,
          "%-30s %,14.0f %8.2f %,14.0f %8.2f%n",
          name,
          Median.of(intake.get(name)),
          Median.of(intake.get(name)) / Median.of(intake.get(off)),
          Median.of(file.get(name)),
          Median.of(file.get(name)) / Median.of(file.get(off)));
    }
  }

  private static String[] http(int port) {
    return new String[] {
      "dlr.sink.http.enabled=true", "dlr.sink.http.url=http://127.0.0.1:" + port + "/"
    };
  }

  private static String[] jms(int port) {
    return new String[] {"dlr.sink.jms.enabled=true", "dlr.sink.jms.url=tcp://127.0.0.1:" + port};
  }

  private void measure(Path jar, String name, String... sink) throws Exception {
    Path folder = work.resolve("down" + run);
    List<String> settings = new ArrayList<>(List.of("dlr.sink.file.start=beginning"));
    settings.addAll(List.of(sink));
    String runName = String.format(Locale.ROOT, "d%03d", run++);
    try (PushTarget hub = PushTarget.hub(jar, folder, flags, settings.toArray(String[]::new))) {
      push(hub, name, new PushBodies("/ucloud/reports", REPORTS, runName));
    }
    SinkBenchmark.delete(folder);
  }

  private void push(PushTarget hub, String name, PushBodies bodies) throws Exception {
    try (LoadGenerator load = new LoadGenerator(hub.address(), CONNECTIONS, bodies)) {
      load.run(WARM_UP);
      awaitFile(hub);
      double before = hub.metric(DELIVERED);
      long start = System.nanoTime();
      add(intake, name, load.run(measured).reportsPerSecond());
      awaitFile(hub);
      add(file, name, (hub.metric(DELIVERED) - before) * 1e9 / (System.nanoTime() - start));
    }
  }

  private static void awaitFile(PushTarget hub) throws IOException, InterruptedException {
    while (hub.metric(LAG) > 0) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static void add(Map<String, List<Double>> to, String name, double value) {
    to.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
  }
}
