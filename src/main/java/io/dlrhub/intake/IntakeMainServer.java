package io.dlrhub.intake;

import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.support.service.ServiceHelper;

/** Camel Main's HTTP server, over a {@link HubHttpServer}. */
final class IntakeMainServer extends MainHttpServer {

  private final Admission admission;
  private HubHttpServer server;

  IntakeMainServer(Admission admission) {
    this.admission = admission;
  }

  @Override
  protected void doInit() throws Exception {
    getConfiguration().setServerType(VertxPlatformHttpRouter.SERVER_TYPE_SERVER);
    server =
        new HubHttpServer(
            getConfiguration(),
            "camel.server.port",
            router -> {
              JsonErrors.install(router);
              admission.watch(server.getVertx());
            });
    getCamelContext().addService(server);
  }

  @Override
  protected void doStart() throws Exception {
    ServiceHelper.startService(server);
    super.doStart();
  }
}
