package io.dlrhub.config;

import io.dlrhub.config.RouteYaml.Route;
import io.dlrhub.config.RouteYaml.Uri;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares what routes give a Kamelet with what it declares: Camel ignores a misspelt parameter and
 * looks at no type, range or pattern.
 */
final class KameletLint {

  private static final String SCHEME = "kamelet:";

  private final Settings settings;
  private final RouteFiles routes;
  private final Set<String> told;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param told keys about which something was found already
   */
  KameletLint(Settings settings, RouteFiles routes, Set<String> told) {
    this.told = told;
    this.settings = settings;
    this.routes = routes;
  }

  List<Finding> findings() {
    for (Route route : routes.routes()) {
      for (Uri uri : route.uris()) {
        kamelet(uri).ifPresent(name -> use(route, name, uri.parameters()));
      }
    }
    return findings;
  }

  private static Optional<String> kamelet(Uri uri) {
    if (!uri.base().startsWith(SCHEME)) {
      return Optional.empty();
    }
    String name = uri.base().substring(SCHEME.length()).replaceFirst("/.*", "");
    return name.equals("sink") || name.equals("source") ? Optional.empty() : Optional.of(name);
  }

  private void use(Route route, String name, Map<String, String> given) {
    Optional<KameletDefinition> definition = routes.kamelet(name);
    if (definition.isEmpty()) {
      // One from elsewhere (camel.component.kamelet.location); Camel says so when there is none.
      return;
    }
    String place = route.place() + ", Kamelet " + name;
    given.forEach((parameter, value) -> named(place, definition.get(), parameter));
    given.forEach((parameter, value) -> valued(place, definition.get(), parameter, value));
    for (String required : definition.get().required()) {
      if (!given.containsKey(required)
          && definition.get().parameters().get(required).defaultValue() == null) {
        error(place + ": parameter " + required + " is missing");
      }
    }
    if (Wiring.runs(route, settings)) {
      given.forEach((parameter, value) -> unset(place, definition.get(), parameter, value));
    }
  }

  private void named(String place, KameletDefinition kamelet, String name) {
    if (!kamelet.parameters().containsKey(name)) {
      Set<String> known = kamelet.parameters().keySet();
      error(place + " has no parameter " + name + Nearest.hint(name, known));
    }
  }

  private void valued(String place, KameletDefinition kamelet, String name, String value) {
    KameletParameter declared = kamelet.parameters().get(name);
    if (declared == null || Placeholders.in(value).stream().anyMatch(told::contains)) {
      return;
    }
    Optional<String> filled = Placeholders.fill(Placeholders.withoutRaw(value), settings::find);
    filled
        .flatMap(declared::refuses)
        .ifPresent(
            accepted ->
                error(
                    place
                        + ": parameter "
                        + name
                        + "="
                        + (declared.secret() ? "***" : filled.get())
                        + " is not accepted; accepted is "
                        + accepted));
  }

  /** A placeholder that must have a value and has none. */
  private void unset(String place, KameletDefinition kamelet, String name, String value) {
    boolean excused =
        value.contains("{{?") || Placeholders.in(value).stream().anyMatch(told::contains);
    if (!excused && Placeholders.fill(Placeholders.withoutRaw(value), settings::find).isEmpty()) {
      error(
          place
              + ": parameter "
              + name
              + "="
              + value
              + ": "
              + String.join(", ", Placeholders.in(value))
              + " is not set");
    }
  }

  private void error(String text) {
    findings.add(Finding.error(text));
  }
}
