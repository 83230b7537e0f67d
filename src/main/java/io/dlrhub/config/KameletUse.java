package io.dlrhub.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A Kamelet in a route that runs.
 *
 * @param name of the Kamelet
 * @param place file and route, for an operator
 * @param parameters what it is given, by name
 */
public record KameletUse(String name, String place, Map<String, Given> parameters) {

  /**
   * What a parameter is given.
   *
   * @param key the key whose value that is; nullable
   * @param value placeholders filled in; null when a key has none
   */
  public record Given(String key, String value) {}

  static KameletUse of(
      String name, String place, Map<String, String> parameters, Settings settings) {
    Map<String, Given> given = new LinkedHashMap<>();
    parameters.forEach((parameter, text) -> given.put(parameter, given(text, settings)));
    return new KameletUse(name, place, given);
  }

  private static Given given(String text, Settings settings) {
    String written = Placeholders.withoutRaw(text);
    return new Given(
        Placeholders.only(written).orElse(null),
        Placeholders.fill(written, settings::find).orElse(null));
  }

  /** The value of a parameter, unless it is empty. */
  public Optional<String> value(String parameter) {
    return Optional.ofNullable(parameters.get(parameter))
        .map(Given::value)
        .filter(value -> !value.isEmpty());
  }

  /** What an operator sets to change a parameter: the key, else the parameter where it stands. */
  public String nameOf(String parameter) {
    return Optional.ofNullable(parameters.get(parameter))
        .map(Given::key)
        .orElse(place + ", Kamelet " + name + ": parameter " + parameter);
  }
}
