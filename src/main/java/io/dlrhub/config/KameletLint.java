package io.dlrhub.config;

import io.dlrhub.config.RouteYaml.Route;
import io.dlrhub.config.RouteYaml.Uri;
import io.dlrhub.report.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Compares what routes give a Kamelet with what it declares: Camel ignores a misspelt parameter and
 * looks at no type, range or pattern.
 */
final class KameletLint {

  /** What Camel's quick way of reading a URI gives up at. */
  private static final Pattern UNSAFE = Pattern.compile("[^!#-$&-;=?-Z_a-z]");

  private static final Pattern SURVIVES = Pattern.compile("[A-Za-z0-9._*-]*");

  private final Settings settings;
  private final RouteFiles routes;
  private final Set<String> told;
  private final ValueLint values;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param told keys about which something was found already
   */
  KameletLint(Settings settings, RouteFiles routes, Set<String> told) {
    this.told = told;
    this.settings = settings;
    this.routes = routes;
    this.values = new ValueLint(settings, new ParameterTypes(routes));
  }

  List<Finding> findings() {
    for (Route route : routes.routes()) {
      for (Uri uri : route.uris()) {
        uri.kamelet().ifPresent(name -> use(route, name, uri));
      }
    }
    return findings;
  }

  private void use(Route route, String name, Uri uri) {
    Map<String, String> given = uri.parameters();
    Optional<KameletDefinition> definition = routes.kamelet(name);
    if (definition.isEmpty()) {
      // One from elsewhere (camel.component.kamelet.location); Camel says so when there is none.
      return;
    }
    String place = route.place(uri.line()) + ", Kamelet " + name;
    UnaryOperator<String> placeOf =
        parameter -> route.place(uri.line(parameter)) + ", Kamelet " + name;
    given.forEach(
        (parameter, value) -> named(placeOf.apply(parameter), definition.get(), parameter));
    given.forEach(
        (parameter, value) ->
            valued(
                new ValueLint.Use(route.place(uri.line(parameter)), definition.get(), parameter),
                value));
    changed(placeOf, given);
    for (String required : definition.get().required()) {
      if (!given.containsKey(required)
          && definition.get().parameters().get(required).defaultValue() == null) {
        error(place + ": parameter " + required + " is missing");
      }
    }
    if (Wiring.runs(route, settings)) {
      given.forEach((parameter, value) -> unset(placeOf.apply(parameter), parameter, value));
    }
  }

  /**
   * Camel 4.18.0 hands a Kamelet every value URL-encoded as soon as one is RAW or needs encoding:
   * {@code /reports} becomes {@code %2Freports}. Only RAW values are safe then.
   */
  private void changed(UnaryOperator<String> placeOf, Map<String, String> given) {
    if (given.values().stream().noneMatch(value -> isRaw(value) || unsafe(value))) {
      return;
    }
    given.forEach(
        (name, value) -> {
          if (!isRaw(value) && !isTold(value) && !SURVIVES.matcher(filled(value)).matches()) {
            error(
                placeOf.apply(name)
                    + ": parameter "
                    + name
                    + " would arrive URL-encoded; write "
                    + name
                    + ": \"RAW("
                    + value
                    + ")\"");
          }
        });
  }

  private boolean isTold(String value) {
    return Placeholders.in(value).stream().anyMatch(told::contains);
  }

  private static boolean isRaw(String value) {
    return !Placeholders.withoutRaw(value).equals(value);
  }

  private boolean unsafe(String value) {
    return UNSAFE.matcher(filled(value)).find();
  }

  /** The value as it will be; harmless where that is not known. */
  private String filled(String value) {
    return Placeholders.fill(value.replace("{{?", "{{"), settings::find).orElse("");
  }

  private void named(String place, KameletDefinition kamelet, String name) {
    if (!kamelet.parameters().containsKey(name)) {
      Set<String> known = kamelet.parameters().keySet();
      error(place + " has no parameter " + name + Nearest.hint(name, known));
    }
  }

  private void valued(ValueLint.Use use, String value) {
    if (use.declared() != null && !isTold(value)) {
      values.look(use, value).ifPresent(findings::add);
    }
  }

  /** A placeholder that must have a value and has none. */
  private void unset(String place, String name, String value) {
    boolean excused = value.contains("{{?") || isTold(value);
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
