package io.dlrhub.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeysTest {

  @Test
  void everyDefaultIsAccepted() {
    assertThat(Keys.ALL)
        .filteredOn(key -> key.defaultValue() != null)
        .allMatch(key -> key.type().admits(key.defaultValue()));
  }

  @Test
  void everyNameIsDeclaredOnce() {
    assertThat(Keys.ALL).extracting(Key::name).doesNotHaveDuplicates();
  }

  @Test
  void theCopiesInTheJarAreThoseOfTheRoutesFolder() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("routes"))) {
      assertThat(RouteFiles.SHIPPED)
          .containsExactlyInAnyOrderElementsOf(
              files.map(file -> file.getFileName().toString()).toList());
    }
  }

  @Test
  void theShippedRoutesUseOnlyDocumentedKeysAndRepeatNoDefault() throws IOException {
    Set<String> undocumented = new TreeSet<>();
    for (RouteFile file : RouteFiles.in(Path.of("")).files()) {
      Placeholders.in(file.code()).stream()
          .filter(key -> key.startsWith("dlr.") && Keys.find(key).isEmpty())
          .forEach(undocumented::add);
      assertThat(file.code()).as(file.name()).doesNotContainPattern("\\{\\{dlr[^}]*:[^}]");
    }
    assertThat(undocumented).isEmpty();
  }
}
