package io.dlrhub.config;

import io.dlrhub.config.RouteYaml.Route;
import io.dlrhub.config.RouteYaml.Uri;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two routes of one id, of which Camel names neither file; and a Kamelet called as a route is,
 * whose own route then takes the id: Camel 4.18.0 ends in a NullPointerException.
 */
final class IdLint {

  private static final String ROUTE = "route ";

  private final Settings settings;
  private final RouteFiles routes;
  private final Map<String, Route> holders = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  IdLint(Settings settings, RouteFiles routes) {
    this.settings = settings;
    this.routes = routes;
  }

  List<Finding> findings() {
    List<Route> made =
        routes.routes().stream().filter(route -> Wiring.exists(route, settings)).toList();
    made.stream().filter(route -> route.id().startsWith(ROUTE)).forEach(this::hold);
    for (Route route : made) {
      for (Uri uri : route.uris()) {
        uri.instance().ifPresent(name -> called(route, uri, name));
      }
    }
    return findings;
  }

  private void hold(Route route) {
    Route other = holders.putIfAbsent(route.id(), route);
    if (other != null) {
      findings.add(
          Finding.error(
              route.place()
                  + " has the id of "
                  + other.place()
                  + "; accepted is an id of its own for each"));
    }
  }

  private void called(Route route, Uri uri, String name) {
    Route other = holders.get(ROUTE + name);
    if (other != null) {
      findings.add(
          Finding.error(
              route.place(uri.line())
                  + " uses "
                  + uri.base()
                  + ", whose name is the id of "
                  + other.place()
                  + "; accepted is another name after the /"));
    }
  }
}
