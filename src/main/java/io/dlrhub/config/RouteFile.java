package io.dlrhub.config;

import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
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

  /** Where it stops being YAML, as findings say it; empty where that is not known. */
  private static String line(YamlEngineException failure) {
    return failure instanceof MarkedYamlEngineException marked
        ? marked.getProblemMark().map(mark -> " line " + (mark.getLine() + 1)).orElse("")
        : "";
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
      return LinedYaml.documents(name, text);
    } catch (YamlEngineException e) {
      throw new BadConfiguration(
          name + line(e) + " is not YAML: " + e.getMessage().replaceAll("\\s*\\n\\s*", " "));
    }
  }
}
