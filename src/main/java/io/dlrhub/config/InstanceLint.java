package io.dlrhub.config;

import io.dlrhub.config.RouteYaml.Route;
import io.dlrhub.config.RouteYaml.Uri;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two instances of Kamelets with one name: Camel 4.18.0 says nothing and gives both routes the one
 * that is made last, so that the records of one sink go where those of the other belong.
 */
final class InstanceLint {

  private final Map<String, Use> instances = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  private record Use(Route route, Uri uri) {}

  private InstanceLint() {}

  static List<Finding> findings(Settings settings, RouteFiles routes) {
    InstanceLint lint = new InstanceLint();
    for (Route route : routes.routes()) {
      if (Wiring.runs(route, settings)) {
        for (Uri uri : route.uris()) {
          uri.instance().ifPresent(name -> lint.used(name, new Use(route, uri)));
        }
      }
    }
    return lint.findings;
  }

  private void used(String name, Use use) {
    Use other = instances.putIfAbsent(name, use);
    if (other != null && !other.uri().same(use.uri())) {
      findings.add(
          Finding.error(
              use.route().place(use.uri().line())
                  + " uses "
                  + use.uri().base()
                  + ", and so does "
                  + other.route().place(other.uri().line())
                  + " with other parameters; accepted is another name after the / for each, or one"
                  + " takes the place of the other"));
    }
  }
}
