package io.dlrhub.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What every shipped route keeps to, and that none starts by being on the class path. */
class RoutesTest {

  private static final Pattern INSTANCE = Pattern.compile("kamelet:([a-z0-9-]+)(/[a-z0-9-]+)?");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("routes"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyRouteHasAChosenId(Path file) throws IOException {
    Object document =
        new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    for (Object element : (List<?>) document) {
      Map<?, ?> map = (Map<?, ?>) element;
      assertThat(map.get("from")).as("the short form in %s", file).isNull();
      if (map.get("route") instanceof Map<?, ?> route) {
        assertThat(route.get("id")).as("id in %s", file).asString().matches("[a-z0-9-]+");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyKameletInstanceHasAChosenIdOfItsOwn(Path file) throws IOException {
    Matcher matcher = INSTANCE.matcher(Files.readString(file).replaceAll("(?m)^\\s*#.*$", ""));
    List<String> ids = new ArrayList<>();
    while (matcher.find()) {
      assertThat(matcher.group(2)).as("instance of %s in %s", matcher.group(1), file).isNotNull();
      ids.add(matcher.group(2));
    }
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void theJarDoesNothingUntilItIsNamed() throws Exception {
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      context.start();
      assertThat(context.getRoutes()).isEmpty();
      assertThat(context.getRouteDefinitions()).isEmpty();
      assertThat(context.getRegistry().lookupByName("ledger")).isNull();
    }
  }

  @Test
  void nothingLiesWhereCamelMainLooksByItself() {
    for (String folder : List.of("camel", "camel-template", "camel-rest")) {
      assertThat(Path.of("src/main/resources", folder)).doesNotExist();
    }
    assertThat(Path.of("src/main/resources/application.properties")).doesNotExist();
    assertThat(Path.of("src/main/resources/simplelogger.properties")).doesNotExist();
  }
}
