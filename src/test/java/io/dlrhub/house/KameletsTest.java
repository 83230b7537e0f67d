package io.dlrhub.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.component.kamelet.KameletEndpointUriFactory;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What every Kamelet of this jar keeps to; a small rule each. */
class KameletsTest {

  private static final Path FOLDER = Path.of("src/main/resources/kamelets");
  private static final String SECRET_MARK = "urn:camel:group:credentials";
  private static final Pattern SECRET_NAME =
      Pattern.compile("(?i).*(token|secret|password|(private|app)key)");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[?!]?([^{}:]+)(:[^{}]*)?}}");

  static List<Path> kamelets() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void isNamedAsItsFile(Path file) throws IOException {
    assertThat(file.getFileName())
        .hasToString(map(kamelet(file).get("metadata")).get("name") + ".kamelet.yaml");
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void saysWhatItIs(Path file) throws IOException {
    assertThat(definition(file).get("title")).asString().isNotBlank();
    assertThat(definition(file).get("description")).asString().isNotBlank();
    Map<?, ?> metadata = map(kamelet(file).get("metadata"));
    assertThat(map(metadata.get("labels")).get("camel.apache.org/kamelet.type"))
        .isEqualTo(file.toString().replaceFirst(".*-(\\w+)\\.kamelet\\.yaml", "$1"))
        .isIn("source", "action", "sink");
  }

  /** Camel takes an option whose value is the name of such a bean for that bean. */
  @ParameterizedTest
  @MethodSource("kamelets")
  void beansHaveUnlikelyNames(Path file) throws IOException {
    if (map(kamelet(file).get("spec")).get("template") instanceof Map<?, ?> template
        && template.get("beans") instanceof List<?> beans) {
      assertThat(beans)
          .allSatisfy(bean -> assertThat(map(bean).get("name")).asString().endsWith("Bean"));
    }
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void everyParameterSaysWhatItIsAndOfWhatType(Path file) throws IOException {
    properties(file)
        .forEach(
            (name, schema) -> {
              assertThat(map(schema).get("title")).as("title of %s", name).isNotNull();
              assertThat(map(schema).get("description")).as("description of %s", name).isNotNull();
              assertThat(map(schema).get("type")).as("type of %s", name).isNotNull();
            });
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void declaresWhatItUsesAndUsesWhatItDeclares(Path file) throws IOException {
    Map<?, ?> template = template(file);
    Set<String> used = new TreeSet<>();
    Matcher matcher = PLACEHOLDER.matcher(template.toString());
    while (matcher.find()) {
      used.add(matcher.group(1).trim());
    }
    if (template.get("beans") instanceof List<?> beans) {
      beans.forEach(bean -> used.remove(map(bean).get("name")));
    }
    // Camel gives every template its routeId.
    used.remove("routeId");
    assertThat(used).isEqualTo(new TreeSet<>(properties(file).keySet()));
  }

  /** Camel takes these for options of the endpoint, and the template never sees them. */
  @ParameterizedTest
  @MethodSource("kamelets")
  void leavesTheNamesOfTheEndpointsOwnOptionsAlone(Path file) throws IOException {
    Set<String> own = new KameletEndpointUriFactory().propertyNames();
    properties(file).keySet().forEach(name -> assertThat(own).doesNotContain(name.toString()));
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void marksEverySecret(Path file) throws IOException {
    properties(file)
        .forEach(
            (name, schema) -> {
              boolean secret = "password".equals(map(schema).get("format"));
              if (secret) {
                assertThat(map(schema).get("x-descriptors"))
                    .as("descriptors of %s", name)
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .contains(SECRET_MARK);
              }
              if (secret || SECRET_NAME.matcher(name).matches()) {
                assertThat(secret).as("%s is named like a secret", name).isTrue();
                assertThat(map(schema).get("default")).as("default of %s", name).isNull();
                assertThat(map(schema).get("example")).as("example of %s", name).isNull();
              }
            });
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void requiresNothingThatHasADefault(Path file) throws IOException {
    Map<String, Object> properties = properties(file);
    if (definition(file).get("required") instanceof List<?> required) {
      for (Object name : required) {
        assertThat(properties).containsKey(name.toString());
        assertThat(map(properties.get(name)).get("default")).as("default of %s", name).isNull();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void knowsNoLedgerAndNoKeyOfTheHub(Path file) throws IOException {
    assertThat(template(file).toString()).doesNotContain("ledger:").doesNotContain("{{dlr.");
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void handsOverAtTheEndOfASource(Path file) throws IOException {
    if (file.toString().endsWith("-source.kamelet.yaml")) {
      assertThat(template(file).toString()).contains("kamelet:sink");
    } else {
      assertThat(map(template(file).get("from")).get("uri")).isEqualTo("kamelet:source");
    }
  }

  private static Map<?, ?> kamelet(Path file) throws IOException {
    return map(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
  }

  private static Map<?, ?> definition(Path file) throws IOException {
    return map(map(kamelet(file).get("spec")).get("definition"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> properties(Path file) throws IOException {
    return (Map<String, Object>) map(definition(file).get("properties"));
  }

  private static Map<?, ?> template(Path file) throws IOException {
    return map(map(kamelet(file).get("spec")).get("template"));
  }

  private static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }
}
