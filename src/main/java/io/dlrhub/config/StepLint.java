package io.dlrhub.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dlrhub.report.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.dsl.yaml.deserializers.BeansDeserializer;
import org.apache.camel.dsl.yaml.deserializers.CustomResolver;
import org.apache.camel.dsl.yaml.deserializers.ModelDeserializersResolver;

/** Finds misspelt steps (EIPs), all of them, where Camel names the first. */
final class StepLint {

  /** What Camel's reader knows, asked without reading the schema, which takes long. */
  private final ModelDeserializersResolver model = new ModelDeserializersResolver();

  private final CustomResolver custom = new CustomResolver(new BeansDeserializer());
  private final RouteFiles routes;
  private final List<Finding> findings = new ArrayList<>();
  private Set<String> names;

  StepLint(RouteFiles routes) {
    this.routes = routes;
  }

  List<Finding> findings() {
    for (RouteFile file : routes.files()) {
      look(file, file.document());
    }
    return findings;
  }

  private void look(RouteFile file, Object node) {
    if (node instanceof List<?> list) {
      list.forEach(element -> look(file, element));
    } else if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if (key.equals("steps") && value instanceof List<?> steps) {
              steps.forEach(step -> step(file, step));
            }
            look(file, value);
          });
    }
  }

  private void step(RouteFile file, Object step) {
    if (step instanceof Map<?, ?> map) {
      for (Object key : map.keySet()) {
        String name = key.toString();
        if (model.resolve(name) == null && custom.resolve(name) == null) {
          findings.add(
              Finding.error(
                  file.name()
                      + " line "
                      + LinedMap.of(map, key)
                      + ": "
                      + name
                      + " is no step that Camel knows"
                      + Nearest.hint(name, names())));
        }
      }
    }
  }

  /** The steps of Camel's schema; only for who misspelt one. */
  private Set<String> names() {
    if (names == null) {
      names = new TreeSet<>();
      try (InputStream in =
          StepLint.class.getClassLoader().getResourceAsStream("schema/camelYamlDsl.json")) {
        if (in != null) {
          JsonNode steps =
              new ObjectMapper()
                  .readTree(in)
                  .at("/items/definitions/org.apache.camel.model.ProcessorDefinition/properties");
          steps.fieldNames().forEachRemaining(names::add);
        }
      } catch (IOException unreadable) {
        names.clear();
      }
    }
    return names;
  }
}
