package io.dlrhub.simulator.demo;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where one run of the demo keeps its things: {@code data/demo/TIME} in the working directory, or a
 * temporary folder when that cannot be written. Fresh for every run, so that the counts are its
 * own; the folders of the last runs are kept, older ones removed.
 */
record DemoFolder(Path path) {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private static final Pattern NAMED = Pattern.compile("[0-9]{8}-[0-9]{6}(-[0-9]+)?");
  private static final int RUNS_KEPT = 3;

  /** A demo writes every few seconds; one that has not for so long has ended. */
  private static final Duration QUIET = Duration.ofMinutes(5);

  static DemoFolder create(Path working, Instant now) throws IOException {
    Path wanted = working.resolve("data").resolve("demo").resolve(NAME.format(now));
    try {
      Files.createDirectories(wanted.getParent());
      removeOldRuns(wanted.getParent(), now);
      for (int i = 2; Files.exists(wanted); i++) {
        wanted = wanted.resolveSibling(NAME.format(now) + "-" + i);
      }
      return new DemoFolder(Files.createDirectory(wanted));
    } catch (IOException notWritable) {
      return new DemoFolder(Files.createTempDirectory("dlr-hub-demo-"));
    }
  }

  private static void removeOldRuns(Path runs, Instant now) throws IOException {
    List<Path> folders;
    try (Stream<Path> paths = Files.list(runs)) {
      folders =
          paths
              .filter(path -> NAMED.matcher(path.getFileName().toString()).matches())
              .sorted(Comparator.reverseOrder())
              .toList();
    }
    for (Path old : folders.subList(Math.min(RUNS_KEPT, folders.size()), folders.size())) {
      List<Path> deepestFirst = below(old);
      if (lastChange(deepestFirst).isBefore(now.minus(QUIET))) {
        for (Path path : deepestFirst) {
          Files.deleteIfExists(path);
        }
      }
    }
  }

  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted(Comparator.reverseOrder()).toList();
    }
  }

  private static Instant lastChange(List<Path> paths) throws IOException {
    Instant last = Instant.MIN;
    for (Path path : paths) {
      Instant change = Files.getLastModifiedTime(path).toInstant();
      last = change.isAfter(last) ? change : last;
    }
    return last;
  }

  Path reports() {
    return path.resolve("reports");
  }

  Path ledger() {
    return path.resolve("ledger.db");
  }

  Path log() {
    return path.resolve("hub.log");
  }

  Path properties() {
    return path.resolve("application.properties");
  }

  /** As a person would type it: relative where that is shorter. */
  static String shown(Path path) {
    Path working = Path.of("").toAbsolutePath();
    Path absolute = path.toAbsolutePath();
    return absolute.startsWith(working)
        ? working.relativize(absolute).toString()
        : absolute.toString();
  }

  /** Writes {@code application.properties}; the same file would configure a real hub. */
  void write(Map<String, String> settings) throws IOException {
    StringWriter text = new StringWriter();
    text.write("# Written by the demo; a real hub has its own keys and endpoints here.\n");
    settings.forEach((key, value) -> text.write(key + " = " + escaped(value) + '\n'));
    Files.writeString(properties(), text.toString(), StandardCharsets.UTF_8);
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\");
  }
}
