package io.dlrhub.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Routes, Kamelets and recipes are read by operators: block style, one step a line. */
class YamlStyleTest {

  static List<Path> files() throws IOException {
    List<Path> all = new ArrayList<>();
    for (String folder : List.of("routes", "src/main/resources/kamelets", "docs/recipes")) {
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        files.filter(file -> file.toString().endsWith(".yaml")).sorted().forEach(all::add);
      }
    }
    try (Stream<Path> files = Files.walk(Path.of("examples"))) {
      files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.toString().contains("/target/"))
          .sorted()
          .forEach(all::add);
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("files")
  void isWrittenInBlockStyle(Path file) throws IOException {
    List<String> flow = new ArrayList<>();
    new Compose(LoadSettings.builder().setUseMarks(true).build())
        .composeAllFromString(Files.readString(file))
        .forEach(document -> collect(document, flow));
    assertThat(flow).as("flow style in %s", file).isEmpty();
  }

  /** An empty collection has no other way to be written. */
  private static void collect(Node node, List<String> flow) {
    if (node instanceof CollectionNode<?> collection
        && collection.getFlowStyle() == FlowStyle.FLOW
        && !collection.getValue().isEmpty()) {
      flow.add("line " + (node.getStartMark().orElseThrow().getLine() + 1));
    } else if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(entry -> collect(entry.getValueNode(), flow));
    } else if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(element -> collect(element, flow));
    }
  }
}
