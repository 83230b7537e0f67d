package io.dlrhub.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dlrhub.config.Settings.Setting;
import io.dlrhub.report.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The keys of Camel Main, as the catalogue in its jar has them. Camel itself names the Java class
 * that has no such property. Looked at only when a key is set that is not among our own.
 */
final class CamelKeys {

  private static final String CATALOGUE = "META-INF/camel-main-configuration-metadata.json";

  /** Groups whose keys depend on what is on the class path, or are made up by the user. */
  private static final Set<String> FREE =
      Set.of("component", "dataformat", "language", "beans", "bean", "routetemplate", "kamelet");

  /** By key, in Camel's spelling with hyphens, the type of its value. */
  private final Map<String, String> types;

  private CamelKeys(Map<String, String> types) {
    this.types = types;
  }

  /** Those of the Camel on the class path; none where it has no catalogue. */
  static CamelKeys read() {
    Map<String, String> types = new TreeMap<>();
    try (InputStream in = CamelKeys.class.getClassLoader().getResourceAsStream(CATALOGUE)) {
      if (in != null) {
        for (JsonNode key : new ObjectMapper().readTree(in).path("properties")) {
          types.put(Settings.canonical(key.path("name").asText()), key.path("type").asText());
        }
      }
    } catch (IOException unreadable) {
      types.clear();
    }
    return new CamelKeys(types);
  }

  /** What is wrong with a setting of Camel's; empty where that is nothing, or not known here. */
  Optional<Finding> look(Setting setting) {
    String key = setting.key();
    String[] parts = key.split("\\.", 3);
    if (types.isEmpty() || key.contains("[") || parts.length > 1 && FREE.contains(parts[1])) {
      return Optional.empty();
    }
    String type = types.get(key);
    if (type == null) {
      return isOfAGroup(key) ? Optional.empty() : Optional.of(unknown(setting));
    }
    return accepted(type, setting.effective())
        .map(
            accepted ->
                Finding.error(
                    key,
                    key
                        + "="
                        + Settings.shown(setting)
                        + " ("
                        + setting.source()
                        + ") is not accepted; accepted is "
                        + accepted));
  }

  /** Some keys hold others of their own: {@code camel.rest.data-format-property.…}. */
  private boolean isOfAGroup(String key) {
    return types.entrySet().stream()
        .anyMatch(
            known -> known.getValue().equals("object") && key.startsWith(known.getKey() + "."));
  }

  private Finding unknown(Setting setting) {
    String key = setting.key();
    Set<String> near =
        types.keySet().stream()
            .filter(name -> Nearest.distance(group(name), group(key)) <= 2)
            .collect(Collectors.toCollection(TreeSet::new));
    return Finding.error(
        key,
        key
            + "="
            + Settings.shown(setting)
            + " ("
            + setting.source()
            + ") is no key of Camel's"
            + Nearest.hint(key, near.isEmpty() ? types.keySet() : near));
  }

  private static String group(String key) {
    return key.substring(0, key.lastIndexOf('.'));
  }

  /** What is, if that value is not; placeholders are Camel's to fill in. */
  private static Optional<String> accepted(String type, String value) {
    if (value.contains("{{")) {
      return Optional.empty();
    }
    return switch (type) {
      case "boolean" -> KeyTypes.SWITCH.admits(value) ? Optional.empty() : of(KeyTypes.SWITCH);
      case "integer" -> {
        KeyType number = KeyTypes.number(Integer.MIN_VALUE, Integer.MAX_VALUE);
        yield number.admits(value) ? Optional.empty() : Optional.of("a whole number");
      }
      default -> Optional.empty();
    };
  }

  private static Optional<String> of(KeyType type) {
    return Optional.of(type.accepts());
  }
}
