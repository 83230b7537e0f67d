package io.dlrhub.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.config.KeyTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * README's tables of options are those of the code. {@code mvn test -Dtest=ReadmeTest
 * -Dreadme.update=true} writes them anew.
 */
class ReadmeTest {

  private static final Path README = Path.of("README.md");

  @Test
  void theTableOfKeysIsThatOfTheCode() throws IOException {
    check("keys", KeyTable.markdown());
  }

  @Test
  void theTablesOfKameletOptionsAreThoseOfTheDefinitions() throws IOException {
    check("kamelets", kamelets());
  }

  @Test
  void everyFileItLinksToIsThere() throws IOException {
    var links = java.util.regex.Pattern.compile("]\\(([^)#:]+)\\)").matcher(readme());
    while (links.find()) {
      assertThat(Path.of(links.group(1))).exists();
    }
  }

  private static void check(String name, String expected) throws IOException {
    String readme = readme();
    String begin = "<!-- " + name + " -->\n";
    int from = readme.indexOf(begin) + begin.length();
    int to = readme.indexOf("<!-- /" + name + " -->");
    if (Boolean.getBoolean("readme.update")) {
      Files.writeString(README, readme.substring(0, from) + expected + readme.substring(to));
    } else {
      assertThat(readme.substring(from, to)).isEqualTo(expected);
    }
  }

  private static String readme() throws IOException {
    return Files.readString(README);
  }

  private static String kamelets() throws IOException {
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
        new StringBuilder("**`")
            .append(file.getFileName().toString().replace(".kamelet.yaml", ""))
            .append("`**: ")
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
