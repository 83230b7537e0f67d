package io.dlrhub.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The table of docs/embedding.md with the options of the component, from Camel's catalogue of it.
 */
final class ComponentTable {

  static final Path CATALOGUE =
      Path.of("src/generated/resources/META-INF/io/dlrhub/ledger/camel/ledger.json");

  private ComponentTable() {}

  static String markdown() throws IOException {
    StringBuilder table = new StringBuilder("| option | default | meaning |\n|---|---|---|\n");
    new ObjectMapper()
        .readTree(CATALOGUE.toFile())
        .path("properties")
        .fields()
        .forEachRemaining(
            option -> {
              JsonNode about = option.getValue();
              // Camel's own, which every component has, are refused here: they would hide a
              // failure.
              boolean ours = !about.path("label").asText().matches("(consumer|producer),advanced");
              if (about.path("kind").asText().equals("parameter") && ours) {
                String value = about.path("defaultValue").asText("");
                table
                    .append("| `")
                    .append(option.getKey())
                    .append("` | ")
                    .append(value.isEmpty() ? "none" : "`" + value + "`")
                    .append(" | ")
                    .append(about.path("description").asText())
                    .append(" |\n");
              }
            });
    return table.toString();
  }
}
