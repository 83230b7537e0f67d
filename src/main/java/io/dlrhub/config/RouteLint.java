package io.dlrhub.config;

import io.dlrhub.config.RouteYaml.Route;
import io.dlrhub.config.RouteYaml.Uri;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What Camel would accept and promises would not survive.
 *
 * <p>A route that appends to the ledger or feeds from it has no error handler of its own: with one,
 * a failed append looks like success to who sent the reports, and a failed delivery like one that
 * was made.
 */
final class RouteLint {

  private RouteLint() {}

  static List<Finding> findings(RouteFiles routes) {
    List<Finding> findings = new ArrayList<>();
    for (Route route : routes.routes()) {
      if (touchesLedger(route) && !withoutErrorHandler(route)) {
        findings.add(needsEvidence(route));
      }
    }
    return findings;
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
