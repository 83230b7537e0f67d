package io.dlrhub.config;

import io.dlrhub.config.RouteYaml.Route;
import io.dlrhub.config.RouteYaml.Uri;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Camel would accept and promises would not survive.
 *
 * <p>A route that appends to the ledger or feeds from it has no error handler of its own: with one,
 * a failed append looks like success to who sent the reports, and a failed delivery like one that
 * was made.
 *
 * <p>A sink has one position in the ledger, so one route feeds it; and its name is part of keys,
 * addresses and metrics. Both are said here rather than by the ledger when it is open.
 */
final class RouteLint {

  /** As the ledger takes it. */
  private static final Pattern SINK_NAME = Pattern.compile("[A-Za-z0-9_-]+");

  private final Settings settings;
  private final RouteFiles routes;
  private final Map<String, Route> sinks = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  private RouteLint(Settings settings, RouteFiles routes) {
    this.settings = settings;
    this.routes = routes;
  }

  static List<Finding> findings(Settings settings, RouteFiles routes) {
    return new RouteLint(settings, routes).look();
  }

  private List<Finding> look() {
    for (Route route : routes.routes()) {
      if (touchesLedger(route) && !withoutErrorHandler(route)) {
        findings.add(needsEvidence(route));
      }
      if (Wiring.runs(route, settings)) {
        sink(route).ifPresent(name -> fed(name, route));
      }
    }
    return findings;
  }

  /** The sink it feeds, as far as the name is known. */
  private Optional<String> sink(Route route) {
    return route
        .from()
        .map(Uri::base)
        .filter(base -> base.startsWith(Wiring.FEED))
        .map(base -> base.substring(Wiring.FEED.length()))
        .flatMap(name -> Placeholders.fill(name, settings::find));
  }

  private void fed(String name, Route route) {
    if (!SINK_NAME.matcher(name).matches()) {
      findings.add(
          Finding.error(
              route.place()
                  + " begins at ledger:feed/"
                  + name
                  + ", which is no name of a sink; accepted are letters, digits, - and _"));
      return;
    }
    Route other = sinks.putIfAbsent(name, route);
    if (other != null) {
      findings.add(
          Finding.error(
              route.place()
                  + " begins at ledger:feed/"
                  + name
                  + ", and so does "
                  + other.place()
                  + "; accepted is another name for each, as a sink has one position"));
    }
  }

  private static boolean touchesLedger(Route route) {
    return route.uris().stream()
        .map(Uri::base)
        .anyMatch(uri -> uri.startsWith("ledger:append") || uri.startsWith("ledger:feed"));
  }

  private static boolean withoutErrorHandler(Route route) {
    return route.body().get("errorHandler") instanceof Map<?, ?> handler
        && handler.containsKey("noErrorHandler");
  }

  private static Finding needsEvidence(Route route) {
    return Finding.error(
        route.place()
            + " uses ledger:append or ledger:feed and has an error handler: a failure would look"
            + " like success; write errorHandler: {noErrorHandler: {}} under route:");
  }
}
