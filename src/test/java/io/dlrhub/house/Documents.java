package io.dlrhub.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pages that people read: those beside the pom, all under docs, and that of the examples. */
final class Documents {

  private static final Path HERE = Path.of("");

  private Documents() {}

  static List<Path> all() throws IOException {
    try (Stream<Path> top = Files.list(HERE);
        Stream<Path> docs = Files.walk(Path.of("docs"));
        Stream<Path> examples = Files.list(Path.of("examples"))) {
      return Stream.of(top, docs, examples)
          .flatMap(files -> files)
          .filter(file -> file.toString().endsWith(".md"))
          .toList();
    }
  }

  /** Java, YAML and all else that people write and that may name a page. */
  static List<Path> sources() throws IOException {
    try (Stream<Path> src = Files.walk(Path.of("src"));
        Stream<Path> routes = Files.walk(Path.of("routes"))) {
      return Stream.concat(src, routes)
          .filter(file -> file.toString().matches(".*\\.(java|yaml|sql|properties|xml)"))
          .filter(file -> !file.endsWith("ReadmeTest.java"))
          .toList();
    }
  }

  /** Names of the classes that hold tests. */
  static Set<String> tests() throws IOException {
    try (Stream<Path> own = Files.walk(Path.of("src/test/java"));
        Stream<Path> examples = Files.walk(Path.of("examples"))) {
      return Stream.concat(own, examples.filter(file -> file.toString().endsWith("Test.java")))
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .collect(Collectors.toSet());
    }
  }

  static List<String> lines(Path page) throws IOException {
    return Files.readAllLines(page);
  }
}
