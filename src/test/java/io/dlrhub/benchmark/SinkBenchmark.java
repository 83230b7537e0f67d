package io.dlrhub.benchmark;

import io.dlrhub.testing.ArtemisBroker;
import io.dlrhub.testing.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures the shipped sinks, from the ledger to delivered, against the bare client libraries, and
 * what a sink that is down costs the others.
 *
 * <p>{@code mvn -q -DskipTests -Pbenchmark verify
 * -Dbenchmark.main=io.dlrhub.benchmark.SinkBenchmark} packages and runs it. Arguments: {@code
 * --records N} a round (default 100,000; file and HTTP take five times as many), {@code --rounds N}
 * (default 5), {@code --sinks file,jms,http,all} for some of the rows (default all of them), {@code
 * --seconds N} of pushes for each measurement of the second part (default 15; 0 leaves it out).
 *
 * <p>The broker and the receiver are a process each, so that hub and bare client pay the same for
 * the far end; so is each row, as a hub that has this one sink.
 */
final class SinkBenchmark {

  /** Those of the image. */
  private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-Xmx256m");

  /** File and HTTP take so many times more than the broker, which is that much slower. */
  private static final int FAST_TIMES = 5;

  private SinkBenchmark() {}

  public static void main(String[] args) throws Exception {
    List<String> arguments = Arrays.asList(args);
    Path work = Files.createTempDirectory("dlr-hub-sink-benchmark");
    int port = Ports.free(1)[0];
    Process receiver =
        java(FLAGS, SinkPeer.class, Integer.toString(port)).redirectErrorStream(true).start();
    try (ArtemisBroker broker =
        new ArtemisBroker(work.resolve("broker"), "-Xmx4g", "-Djournal-file-size=10485760")
            .start()) {
      System.out.printf(
          "%-20s %12s %12s %8s   %s%n", "records/s", "hub", "bare", "ratio", "of each round");
      for (String sink : option(arguments, "--sinks", "file,jms,http,all").split(",")) {
        List<String> rounds =
            List.of(
                work.toString(),
                broker.url(),
                "http://127.0.0.1:" + port + "/reports",
                Integer.toString(records(sink, arguments)),
                option(arguments, "--rounds", "5"),
                sink);
        java(FLAGS, SinkRounds.class, rounds.toArray(String[]::new)).inheritIO().start().waitFor();
      }
    } finally {
      receiver.destroy();
    }
    long seconds = Long.parseLong(option(arguments, "--seconds", "15"));
    if (seconds > 0) {
      Path jar = Path.of(System.getProperty("dlr.jar", "target/dlr-hub.jar")).toAbsolutePath();
      new SinkDownBenchmark(work, FLAGS, Duration.ofSeconds(seconds)).measure(jar);
    }
    delete(work);
  }

  private static int records(String sink, List<String> arguments) {
    int records = Integer.parseInt(option(arguments, "--records", "100000"));
    return sink.equals("file") || sink.equals("http") ? FAST_TIMES * records : records;
  }

  private static ProcessBuilder java(List<String> flags, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  private static String option(List<String> arguments, String name, String otherwise) {
    int at = arguments.indexOf(name);
    return at < 0 ? otherwise : arguments.get(at + 1);
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
