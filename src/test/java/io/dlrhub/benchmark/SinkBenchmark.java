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
 * --records N} a round (default 100,000; file and HTTP take ten times as many), {@code --rounds N}
 * (default 5), {@code --sinks file,jms,http,all} for some of the rows (default all of them), {@code
 * --seconds N} of pushes for each measurement of the second part (default 15; 0 leaves it out).
 *
 * <p>The broker, the receiver and what sends are a process each, so that hub and bare client pay
 * the same for the far end.
 */
final class SinkBenchmark {

  /** Those of the image. */
  private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-Xmx256m");

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
      List<String> rounds =
          List.of(
              work.toString(),
              broker.url(),
              "http://127.0.0.1:" + port + "/reports",
              option(arguments, "--records", "100000"),
              option(arguments, "--rounds", "5"),
              option(arguments, "--sinks", ""));
      java(FLAGS, SinkRounds.class, rounds.toArray(String[]::new)).inheritIO().start().waitFor();
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
