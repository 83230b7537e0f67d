package io.dlrhub.management;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Readiness: DOWN while a route is missing that was there at start.
 *
 * <p>When a file of routes is saved with a mistake, Camel drops its routes and stays UP: a route
 * that does not exist is not a route that is DOWN.
 */
final class RoutesHealthCheck extends AbstractHealthCheck {

  private final CamelContext context;
  private volatile Set<String> expected = Set.of();

  RoutesHealthCheck(CamelContext context) {
    super("dlr", "dlr-routes");
    this.context = context;
  }

  /** Takes the routes there are now as those that must be there. */
  void expectPresent() {
    expected = present();
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    Set<String> missing = new TreeSet<>(expected);
    missing.removeAll(present());
    builder.detail("routes.expected", expected.size());
    if (missing.isEmpty()) {
      builder.up();
    } else {
      builder.message("missing: " + String.join(", ", missing)).down();
    }
  }

  /** A Kamelet's inner routes get other names when they are made again. */
  private Set<String> present() {
    return context.getRoutes().stream()
        .filter(route -> !route.isCreatedByKamelet())
        .map(Route::getRouteId)
        .collect(Collectors.toSet());
  }
}
