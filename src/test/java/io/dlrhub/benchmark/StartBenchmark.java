package io.dlrhub.benchmark;

import io.dlrhub.testing.PushTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From the start of the process to the first acknowledged push, alone: {@code mvn -q -DskipTests
 * package} first, then run this with the number of starts (default 9).
 */
final class StartBenchmark {

  private StartBenchmark() {}

  public static void main(String[] args) throws Exception {
    int starts = args.length > 0 ? Integer.parseInt(args[0]) : 9;
    Path jar = Path.of(System.getProperty("dlr.jar", "target/dlr-hub.jar")).toAbsolutePath();
    List<String> image =
        List.of(
            "-XX:SharedArchiveFile=" + jar.resolveSibling("dlr-hub.jsa"),
            "-XX:+UseSerialGC",
            "-Xms64m",
            "-Xmx256m");
    print("as the image starts it", jar, image, starts);
    print("plain java -jar", jar, List.of(), starts);
  }

  private static void print(String name, Path jar, List<String> flags, int starts)
      throws Exception {
    Path folder = Files.createTempDirectory("dlr-hub-start");
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < starts; i++) {
      PushTarget hub = PushTarget.hub(jar, folder, flags);
      seconds.add(hub.secondsToFirstPush());
      hub.kill();
    }
    seconds.sort(null);
    System.out.printf(
        Locale.ROOT,
        "%-24s median %.2f s, from %.2f to %.2f%n",
        name,
        seconds.get(starts / 2),
        seconds.get(0),
        seconds.get(starts - 1));
  }
}
