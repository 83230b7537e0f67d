package io.dlrhub.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads YAML as lists, {@link LinedMap}s and values. */
final class LinedYaml {

  /** Deeper than any route; an alias of what it stands in would never end. */
  private static final int DEEPEST = 200;

  private final LoadSettings settings;

  private LinedYaml(String name) {
    settings = LoadSettings.builder().setLabel(name).build();
  }

  /**
   * The documents of that text.
   *
   * @throws YamlEngineException if it is not YAML
   */
  static List<Object> documents(String name, String text) {
    LinedYaml yaml = new LinedYaml(name);
    List<Object> documents = new ArrayList<>();
    for (Node node : new Compose(yaml.settings).composeAllFromString(text)) {
      documents.add(yaml.value(node, 0));
    }
    return documents;
  }

  private Object value(Node node, int depth) {
    if (depth > DEEPEST) {
      throw new YamlEngineException("line " + line(node) + ": nested too deeply");
    }
    if (node instanceof MappingNode mapping) {
      return map(mapping, depth);
    }
    if (node instanceof SequenceNode sequence) {
      List<Object> list = new ArrayList<>();
      for (Node element : sequence.getValue()) {
        list.add(value(element, depth + 1));
      }
      return list;
    }
    return new StandardConstructor(settings).constructSingleDocument(Optional.of(node));
  }

  private LinedMap map(MappingNode mapping, int depth) {
    LinedMap map = new LinedMap(line(mapping));
    for (NodeTuple entry : mapping.getValue()) {
      Object key = value(entry.getKeyNode(), depth + 1);
      int line = line(entry.getKeyNode());
      if (map.containsKey(key)) {
        throw new YamlEngineException(
            "line " + line + ": " + key + " is there already, in line " + LinedMap.of(map, key));
      }
      map.put(key, value(entry.getValueNode(), depth + 1), line);
    }
    return map;
  }

  private static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }
}
