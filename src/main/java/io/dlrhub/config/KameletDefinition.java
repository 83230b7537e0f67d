package io.dlrhub.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a Kamelet says of itself.
 *
 * @param name of the Kamelet
 * @param parameters by name
 * @param required names of those without which it does not work
 * @param placeholders the keys outside its parameters that its template uses
 */
record KameletDefinition(
    String name,
    Map<String, KameletParameter> parameters,
    Set<String> required,
    Set<String> placeholders) {

  /** That Kamelet, from the route files or from the class path. */
  static Optional<KameletDefinition> find(String name, List<RouteFile> files) {
    String file = name + ".kamelet.yaml";
    Optional<String> own =
        files.stream()
            .filter(f -> f.name().equals("routes/" + file))
            .map(RouteFile::text)
            .findFirst();
    return own.or(() -> Optional.ofNullable(RouteFiles.resource("kamelets/" + file)))
        .map(text -> parse(name, text));
  }

  static KameletDefinition parse(String name, String text) {
    Object root = ((List<?>) RouteFile.parse(name, text)).get(0);
    Map<?, ?> definition = map(map(map(root).get("spec")).get("definition"));
    Map<String, KameletParameter> parameters = new LinkedHashMap<>();
    map(definition.get("properties"))
        .forEach((key, value) -> parameters.put(key.toString(), parameter(map(value))));
    Set<String> required =
        definition.get("required") instanceof List<?> names
            ? Set.copyOf(names.stream().map(Object::toString).toList())
            : Set.of();
    return new KameletDefinition(name, parameters, required, globals(text, parameters.keySet()));
  }

  private static Set<String> globals(String text, Set<String> parameters) {
    Set<String> keys = Placeholders.in(text);
    keys.removeAll(parameters);
    return keys;
  }

  private static KameletParameter parameter(Map<?, ?> schema) {
    return new KameletParameter(
        text(schema, "type"),
        text(schema, "default"),
        schema.get("enum") instanceof List<?> words
            ? words.stream().map(Object::toString).toList()
            : List.of(),
        text(schema, "minimum"),
        text(schema, "maximum"),
        text(schema, "pattern"),
        "password".equals(schema.get("format")));
  }

  private static String text(Map<?, ?> schema, String key) {
    return schema.get(key) == null ? null : schema.get(key).toString();
  }

  private static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }
}
