package io.dlrhub.config;

import io.dlrhub.config.RouteYaml.Route;
import io.dlrhub.config.RouteYaml.Uri;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what a copied route forgot to change: a path at which another takes pushes already, an
 * account that another pulls already. Routes that are switched off take nothing.
 */
final class SourceLint {

  private static final String ACCOUNT = "account";
  private static final String PATH = "path";

  /** By Kamelet the parameter whose value only one route may have. */
  private static final Map<String, String> ONE_EACH =
      Map.of(
          "ucloud-usms-push-source", PATH,
          "sent-messages-source", PATH,
          "ucloud-usms-pull-source", ACCOUNT);

  private final Settings settings;
  private final RouteFiles routes;
  private final Map<String, Route> holders = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  SourceLint(Settings settings, RouteFiles routes) {
    this.settings = settings;
    this.routes = routes;
  }

  List<Finding> findings() {
    for (Route route : routes.routes()) {
      if (Wiring.runs(route, settings)) {
        route.uris().forEach(uri -> use(route, uri));
      }
    }
    return findings;
  }

  private void use(Route route, Uri uri) {
    String kamelet = uri.base().replaceFirst("^kamelet:([^/]+).*", "$1");
    String parameter = ONE_EACH.get(kamelet);
    if (parameter != null) {
      value(kamelet, parameter, uri).ifPresent(value -> hold(route, parameter, value));
    }
  }

  private Optional<String> value(String kamelet, String parameter, Uri uri) {
    String given = uri.parameters().get(parameter);
    if (given == null) {
      return routes
          .kamelet(kamelet)
          .map(definition -> definition.parameters().get(parameter))
          .map(KameletParameter::defaultValue);
    }
    return Placeholders.fill(Placeholders.withoutRaw(given).replace("{{?", "{{"), settings::find);
  }

  private void hold(Route route, String parameter, String value) {
    boolean pushes = parameter.equals(PATH);
    String held = pushes ? "takes pushes at " + value : "pulls account " + value;
    Route other = holders.putIfAbsent(held, route);
    if (other != null) {
      findings.add(
          Finding.error(
              route.place()
                  + " "
                  + held
                  + ", as "
                  + other.place()
                  + " does; accepted is "
                  + (pushes ? "a path" : "an account")
                  + " of its own"));
    }
  }
}
