package io.dlrhub.intake;

import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.support.service.ServiceHelper;

/** Camel Main's HTTP server, over a {@link DoorServer}. */
final class IntakeMainServer extends MainHttpServer {

  private final FrontDoor door;
  private DoorServer server;

  IntakeMainServer(FrontDoor door) {
    this.door = door;
  }

  @Override
  protected void doInit() throws Exception {
    getConfiguration().setServerType(VertxPlatformHttpRouter.SERVER_TYPE_SERVER);
    server = new DoorServer(getConfiguration(), door);
    getCamelContext().addService(server);
  }

  @Override
  protected void doStart() throws Exception {
    ServiceHelper.startService(server);
    super.doStart();
  }
}
