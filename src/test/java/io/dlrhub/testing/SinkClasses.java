package io.dlrhub.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which classes a process loads that runs a route file with every default. */
public final class SinkClasses {

  private static final Pattern LOADED = Pattern.compile("(?m)\\]\\s+([\\w.$/]+) source: ");

  private SinkClasses() {}

  /** The process itself: route file and folder. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[1]);
    new SinkHost(folder)
        .route(arguments[0])
        .set("dlr.sink.file.directory", folder.resolve("reports"))
        .start()
        .close();
  }

  /** Their names, in the order they were loaded. */
  public static List<String> loadedBy(String routes, Path folder) {
    try {
      Files.createDirectories(folder);
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xlog:class+load:stdout",
                  "-cp",
                  System.getProperty("java.class.path"),
                  SinkClasses.class.getName(),
                  routes,
                  folder.toString())
              .redirectErrorStream(true)
              .start();
      String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher matcher = LOADED.matcher(log);
      return matcher.results().map(result -> result.group(1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
