package io.dlrhub.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
    Path file = Files.write(path.resolve("application.properties"), List.of(lines));
    return permissions(file, "rw-r-----");
  }

  /** Gives the properties those permissions. */
  Folder permissions(String permissions) throws IOException {
    return permissions(path.resolve("application.properties"), permissions);
  }

  private Folder permissions(Path file, String permissions) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return this;
  }

  /** A file that holds something. */
  Folder file(String name, String content) throws IOException {
    Files.writeString(path.resolve(name), content);
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
