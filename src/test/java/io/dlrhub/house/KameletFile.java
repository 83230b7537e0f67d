package io.dlrhub.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A Kamelet of this jar as a visual editor reads it. */
record KameletFile(Path path, Map<?, ?> root) {

  /** All of them, by name. */
  static List<KameletFile> all() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/kamelets"))) {
      return files.sorted().map(KameletFile::of).toList();
    }
  }

  private static KameletFile of(Path path) {
    try {
      String yaml = Files.readString(path);
      return new KameletFile(
          path, map(new Load(LoadSettings.builder().build()).loadFromString(yaml)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return String.valueOf(map(root.get("metadata")).get("name"));
  }

  /** source, action or sink. */
  String type() {
    Map<?, ?> labels = map(map(root.get("metadata")).get("labels"));
    return String.valueOf(labels.get("camel.apache.org/kamelet.type"));
  }

  /** The annotation of that name, without Camel's prefix; null without one. */
  Object annotation(String name) {
    return map(map(root.get("metadata")).get("annotations")).get("camel.apache.org/" + name);
  }

  Map<?, ?> spec() {
    return map(root.get("spec"));
  }

  Map<?, ?> definition() {
    return map(spec().get("definition"));
  }

  Map<?, ?> properties() {
    return map(definition().get("properties"));
  }

  static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  static List<?> list(Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  @Override
  public String toString() {
    return path.getFileName().toString();
  }
}
