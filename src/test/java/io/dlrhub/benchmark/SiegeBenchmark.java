package io.dlrhub.benchmark;

import io.dlrhub.testing.PushTarget;
import io.dlrhub.testing.Siege;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Honest pushes beside sixteen of the worst bodies at a time, a thousand silent connections and two
 * hundred chunked senders, and then odd requests from a seed, at the packaged hub with the image's
 * flags. All come from one address.
 */
public final class SiegeBenchmark {

  private SiegeBenchmark() {}

  public static void main(String[] args) throws Exception {
    List<String> arguments = Arrays.asList(args);
    Path jar = Path.of(System.getProperty("dlr.jar", "target/dlr-hub.jar")).toAbsolutePath();
    Path work = Files.createTempDirectory("dlr-hub-siege");
    List<String> flags =
        List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx256m", "-XX:+ExitOnOutOfMemoryError");
    try (PushTarget hub = PushTarget.hub(jar, work, flags)) {
      Siege siege = new Siege(hub, 16, 1000, 200);
      long[] nanos = siege.hold(option(arguments, "--seconds", 60));
      System.out.printf(
          Locale.ROOT,
          "honest pushes: %d, p50 %.0f ms, p99 %.0f ms, worst %.0f ms; answers %s;"
              + " peak resident %d MB%n",
          nanos.length,
          nanos[nanos.length / 2] / 1e6,
          nanos[nanos.length * 99 / 100] / 1e6,
          nanos[nanos.length - 1] / 1e6,
          siege.answers(),
          hub.peakResidentMegabytes());
      long odd = option(arguments, "--odd", 10_000);
      long seed = option(arguments, "--seed", 1);
      System.out.printf(
          "%d odd requests from seed %d, an honest push then: %d%n",
          odd, seed, siege.oddRequests(odd, seed));
      long traces;
      try (Stream<String> lines = Files.lines(work.resolve("process.log"))) {
        traces = lines.filter(line -> line.startsWith("\tat ")).count();
      }
      System.out.printf("lines of stack traces: %d, alive: %s%n", traces, hub.process().isAlive());
    }
  }

  private static long option(List<String> arguments, String name, long otherwise) {
    int at = arguments.indexOf(name);
    return at < 0 ? otherwise : Long.parseLong(arguments.get(at + 1));
  }
}
