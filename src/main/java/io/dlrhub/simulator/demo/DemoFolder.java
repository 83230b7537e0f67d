package io.dlrhub.simulator.demo;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * Where one run of the demo keeps its things: {@code data/demo/TIME} in the working directory, or a
 * temporary folder when that cannot be written. Fresh for every run, so that the counts are its
 * own.
 */
record DemoFolder(Path path) {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

  static DemoFolder create(Path working, Instant now) throws IOException {
    Path wanted = working.resolve("data").resolve("demo").resolve(NAME.format(now));
    try {
      Files.createDirectories(wanted.getParent());
      for (int i = 2; Files.exists(wanted); i++) {
        wanted = wanted.resolveSibling(NAME.format(now) + "-" + i);
      }
      return new DemoFolder(Files.createDirectory(wanted));
    } catch (IOException notWritable) {
      return new DemoFolder(Files.createTempDirectory("dlr-hub-demo-"));
    }
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
