package io.dlrhub.config;

import java.util.List;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A file of routes.
 *
 * @param name as an operator knows it: {@code routes/ucloud.yaml}
 * @param location as Camel wants it
 * @param text its content
 */
record RouteFile(String name, String location, String text) {

  private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*#.*$");

  /** The text without lines that are comments. */
  String code() {
    return COMMENT.matcher(text).replaceAll("");
  }

  boolean isKamelet() {
    return name.endsWith(".kamelet.yaml");
  }

  /**
   * What the file holds, as lists and maps.
   *
   * @throws BadConfiguration if it is not YAML
   */
  Object document() {
    return parse(name, text);
  }

  static Object parse(String name, String text) {
    try {
      List<Object> documents = new java.util.ArrayList<>();
      LoadSettings settings = LoadSettings.builder().setLabel(name).build();
      new Load(settings).loadAllFromString(text).forEach(documents::add);
      return documents;
    } catch (YamlEngineException e) {
      throw new BadConfiguration(
          name + " is not YAML: " + e.getMessage().replaceAll("\\s*\\n\\s*", " "));
    }
  }
}
