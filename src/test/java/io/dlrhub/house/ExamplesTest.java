package io.dlrhub.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The hosts that people copy: projects of their own that are all built, with the present version.
 */
class ExamplesTest {

  private static final Path EXAMPLES = Path.of("examples");

  static List<Path> hosts() throws IOException {
    try (Stream<Path> folders = Files.list(EXAMPLES)) {
      return folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))).sorted().toList();
    }
  }

  @Test
  void areAllBuiltAndAllTold() throws Exception {
    List<String> names = hosts().stream().map(host -> host.getFileName().toString()).toList();
    assertThat(texts(EXAMPLES.resolve("pom.xml"), "module"))
        .containsExactlyInAnyOrderElementsOf(names);
    assertThat(Files.readString(EXAMPLES.resolve("README.md")))
        .contains(names.stream().map(name -> "| [" + name + "](").toList());
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void dependOnThePresentVersion(Path host) throws Exception {
    String version = texts(Path.of("pom.xml"), "version").get(0);
    assertThat(Files.readString(host.resolve("pom.xml")).replaceAll("\\s+", ""))
        .contains("<artifactId>dlr-hub</artifactId><version>" + version + "</version>")
        .doesNotContain("<parent>");
    assertThat(Files.readString(EXAMPLES.resolve("README.md")))
        .contains("<version>" + version + "</version>");
  }

  private static List<String> texts(Path pom, String name) throws Exception {
    NodeList found =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(pom.toFile())
            .getElementsByTagName(name);
    return Stream.iterate(0, i -> i < found.getLength(), i -> i + 1)
        .map(i -> ((Element) found.item(i)).getTextContent())
        .toList();
  }
}
