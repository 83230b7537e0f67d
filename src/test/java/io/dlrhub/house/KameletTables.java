package io.dlrhub.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The tables of docs/kamelets.md, one for each definition. */
final class KameletTables {

  private KameletTables() {}

  static String markdown() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/kamelets"))) {
      for (Path file : files.sorted().toList()) {
        all.append(kamelet(file));
      }
    }
    return all.toString();
  }

  private static String kamelet(Path file) throws IOException {
    Map<?, ?> root =
        (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    Map<?, ?> definition = (Map<?, ?>) ((Map<?, ?>) root.get("spec")).get("definition");
    List<?> required = definition.get("required") instanceof List<?> names ? names : List.of();
    StringBuilder table =
        new StringBuilder("## `")
            .append(file.getFileName().toString().replace(".kamelet.yaml", ""))
            .append("`\n\n")
            .append(definition.get("description").toString().strip())
            .append("\n\n| option | default | meaning |\n|---|---|---|\n");
    ((Map<?, ?>) definition.get("properties"))
        .forEach((name, value) -> row(table, required.contains(name), name, (Map<?, ?>) value));
    return table.append("\n").toString();
  }

  private static void row(StringBuilder table, boolean required, Object name, Map<?, ?> schema) {
    Object value = schema.get("default");
    String otherwise = required ? "required" : value == null ? "none" : "`" + value + "`";
    table
        .append("| `")
        .append(name)
        .append("` | ")
        .append(otherwise)
        .append(" | ")
        .append(schema.get("description").toString().strip())
        .append(" |\n");
  }
}
