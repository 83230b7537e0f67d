package io.dlrhub.intake;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;

/**
 * Tells whether the route that calls a push Kamelet does nothing but append to the ledger, as the
 * shipped one does. Any other may block and needs a worker thread.
 */
final class NonBlockingRoutes {

  private static final String APPEND = "ledger:append";

  private NonBlockingRoutes() {}

  /**
   * Looks at the route that begins at the Kamelet which begins at that endpoint.
   *
   * @param http where the Kamelet's own route begins
   */
  static boolean behind(CamelContext context, Endpoint http) {
    return context.getRoutes().stream()
        .filter(route -> route.getEndpoint() == http)
        .anyMatch(kamelet -> behind(context, kamelet.getRouteId()));
  }

  private static boolean behind(CamelContext context, String kameletRouteId) {
    for (Route route : context.getRoutes()) {
      if (route.getEndpoint() instanceof KameletEndpoint kamelet
          && kamelet.getRouteId().equals(kameletRouteId)) {
        return onlyAppends(((ModelCamelContext) context).getRouteDefinition(route.getRouteId()));
      }
    }
    return false;
  }

  private static boolean onlyAppends(RouteDefinition route) {
    List<ProcessorDefinition<?>> steps = route == null ? List.of() : route.getOutputs();
    return steps.size() == 1
        && steps.get(0) instanceof ToDefinition to
        && to.getEndpointUri().startsWith(APPEND);
  }
}
