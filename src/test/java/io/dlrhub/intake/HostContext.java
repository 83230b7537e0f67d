package io.dlrhub.intake;

import io.dlrhub.testing.Ports;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;

/** Somebody else's Camel context with an HTTP server of its own and nothing of the hub's. */
final class HostContext implements AutoCloseable {

  final DefaultCamelContext context = new DefaultCamelContext();
  private final int port = Ports.free(1)[0];

  HostContext() throws Exception {
    VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
    configuration.setBindHost("127.0.0.1");
    configuration.setBindPort(port);
    context.addService(new VertxPlatformHttpServer(configuration));
  }

  HostContext start(RoutesBuilder routes) throws Exception {
    context.addRoutes(routes);
    context.start();
    return this;
  }

  String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  @Override
  public void close() {
    context.stop();
  }
}
