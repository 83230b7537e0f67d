package io.dlrhub.intake;

import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.support.service.ServiceHelper;

/** Camel Main's management server, over a {@link HubHttpServer}. */
final class ManagementMainServer extends ManagementHttpServer {

  private HubHttpServer server;

  @Override
  protected void doInit() throws Exception {
    getConfiguration().setServerType(VertxPlatformHttpRouter.SERVER_TYPE_MANAGEMENT);
    server =
        new HubHttpServer(
            getConfiguration(),
            "camel.management.port",
            router -> {
              JsonErrors.install(router);
              router.route().order(Integer.MIN_VALUE).handler(JsonErrors::refuseUndecodable);
            });
    getCamelContext().addService(server);
  }

  @Override
  protected void doStart() throws Exception {
    ServiceHelper.startService(server);
    super.doStart();
  }
}
