package io.dlrhub.management;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Readiness: DOWN while a route that should take pushes does not. Of other routes that were there
 * at start and are missing it tells.
 *
 * <p>When a file of routes is saved with a mistake, Camel drops its routes and stays UP: a route
 * that does not exist is not a route that is DOWN.
 */
final class RoutesHealthCheck extends ToldHealthCheck {

  private final CamelContext context;
  private volatile Set<String> expected = Set.of();
  private volatile Set<String> expectedIntake = Set.of();

  RoutesHealthCheck(CamelContext context) {
    super("dlr-routes", true);
    this.context = context;
  }

  /** Takes the routes there are now as those that must be there. */
  void expectPresent() {
    expected = present();
    expectedIntake = intake(false);
  }

  @Override
  void look(HealthCheckResultBuilder builder) {
    builder.detail("routes.expected", expected.size());
    Set<String> missing = new TreeSet<>(expected);
    missing.removeAll(present());
    if (!missing.isEmpty()) {
      builder.detail("routes.missing", String.join(", ", missing));
    }
    Set<String> closed = new TreeSet<>(expectedIntake);
    closed.removeAll(intake(true));
    if (closed.isEmpty()) {
      builder.up();
    } else {
      builder.message("takes no pushes: " + String.join(", ", closed)).down();
    }
  }

  /** A Kamelet's inner routes get other names when they are made again. */
  private Set<String> present() {
    return context.getRoutes().stream()
        .filter(route -> !route.isCreatedByKamelet())
        .map(Route::getRouteId)
        .collect(Collectors.toSet());
  }

  /**
   * What takes pushes: paths of the server, and routes that begin at a Kamelet which begins at one.
   *
   * @param started only those that do take them now
   */
  private Set<String> intake(boolean started) {
    Set<String> names = new HashSet<>();
    Set<String> kamelets = new HashSet<>();
    for (Route route : context.getRoutes()) {
      if (route.getEndpoint() instanceof PlatformHttpEndpoint http) {
        kamelets.add(route.getRouteId());
        if (!started || isStarted(route)) {
          names.add("path " + http.getPath());
        }
      }
    }
    for (Route route : context.getRoutes()) {
      if (route.getEndpoint() instanceof KameletEndpoint kamelet
          && kamelets.contains(kamelet.getRouteId())
          && (!started || isStarted(route))) {
        names.add("route " + route.getRouteId());
      }
    }
    return names;
  }

  private boolean isStarted(Route route) {
    return context.getRouteController().getRouteStatus(route.getRouteId()).isStarted();
  }
}
