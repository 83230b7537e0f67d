package io.dlrhub.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A working directory being written for a test, with an environment and {@code -D}. */
final class Folder {

  private final Path path;
  private final Map<String, String> environment = new HashMap<>();
  private final Properties system = new Properties();

  Folder(Path path) {
    this.path = path;
  }

  Folder properties(String... lines) throws IOException {
    Files.write(path.resolve("application.properties"), List.of(lines));
    return this;
  }

  Folder route(String name, String yaml) throws IOException {
    Files.createDirectories(path.resolve("routes"));
    Files.writeString(path.resolve("routes").resolve(name), yaml);
    return this;
  }

  Folder variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Folder system(String name, String value) {
    system.setProperty(name, value);
    return this;
  }

  Configuration read() {
    return Configuration.read(path, environment, system);
  }

  List<String> errors() {
    return read().findings().stream().filter(Finding::isError).map(Finding::text).toList();
  }

  List<String> warnings() {
    return read().warnings();
  }
}
