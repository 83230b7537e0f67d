package io.dlrhub.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What does not come along to a host that adds the jar. */
class HostLibrariesTest {

  @Test
  void leaveLogBindingAndMetricsToTheHost() throws Exception {
    assertThat(optional()).contains("slf4j-simple", "camel-micrometer-prometheus");
  }

  @Test
  void areToldWhereTheyAreLeftOut() throws Exception {
    String table = Files.readString(Path.of("docs/embedding.md"));
    assertThat(optional()).allSatisfy(library -> assertThat(table).contains(":" + library + "`"));
  }

  private static List<String> optional() throws Exception {
    NodeList dependencies =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of("pom.xml").toFile())
            .getElementsByTagName("dependency");
    List<String> optional = new ArrayList<>();
    for (int i = 0; i < dependencies.getLength(); i++) {
      Element dependency = (Element) dependencies.item(i);
      if ("true".equals(text(dependency, "optional"))) {
        optional.add(text(dependency, "artifactId"));
      }
    }
    return optional;
  }

  private static String text(Element dependency, String name) {
    NodeList found = dependency.getElementsByTagName(name);
    return found.getLength() == 0 ? null : found.item(0).getTextContent();
  }
}
