package io.dlrhub.intake;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.CompletionException;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.component.vertx.common.VertxHelper;
import org.apache.camel.support.jsse.SSLContextParameters;

/** The server of platform-http with a {@link FrontDoor} before its routes. */
final class DoorServer extends VertxPlatformHttpServer {

  private static final int IDLE_SECONDS = 120;

  private final VertxPlatformHttpServerConfiguration configuration;
  private final FrontDoor door;
  private Vertx made;
  private HttpServer server;

  DoorServer(VertxPlatformHttpServerConfiguration configuration, FrontDoor door) {
    super(configuration);
    this.configuration = configuration;
    this.door = door;
  }

  @Override
  protected Vertx createVertxInstance() {
    made = super.createVertxInstance();
    return made;
  }

  @Override
  protected void startServer() throws Exception {
    // Nobody speaks WebSocket here, so no request has to be looked at for it.
    HttpServerOptions options =
        new HttpServerOptions()
            .setIdleTimeout(IDLE_SECONDS)
            .setPerFrameWebSocketCompressionSupported(false)
            .setPerMessageWebSocketCompressionSupported(false);
    secure(options);
    Router router = root();
    door.open(getVertx(), router);
    server =
        getVertx()
            .createHttpServer(options)
            .requestHandler(router)
            .invalidRequestHandler(JsonErrors::invalid);
    try {
      await(server.listen(configuration.getBindPort(), configuration.getBindHost()));
    } catch (CompletionException e) {
      throw new IllegalArgumentException(
          "camel.server.port is '"
              + configuration.getBindPort()
              + "', where nothing can listen: "
              + e.getCause().getMessage(),
          e.getCause());
    }
  }

  /** The router that routes add themselves to; below the configured path if there is one. */
  private Router root() {
    Router routes =
        VertxPlatformHttpRouter.lookup(
            getCamelContext(),
            VertxPlatformHttpRouter.getRouterNameFromPort(configuration.getPort()));
    if ("/".equals(configuration.getPath())) {
      return routes;
    }
    Router root = Router.router(getVertx());
    root.route(configuration.getPath() + "*").subRouter(routes);
    return root;
  }

  private void secure(HttpServerOptions options) throws Exception {
    SSLContextParameters ssl = configuration.getSslContextParameters();
    if (ssl == null && configuration.isUseGlobalSslContextParameters()) {
      ssl = getCamelContext().getSSLContextParameters();
    }
    if (ssl != null) {
      VertxHelper.setupSSLOptions(getCamelContext(), ssl, options);
    }
  }

  @Override
  public HttpServer getServer() {
    return server;
  }

  @Override
  public int getPort() {
    return server == null ? configuration.getBindPort() : server.actualPort();
  }

  @Override
  protected void stopServer() {
    if (server != null) {
      await(server.close());
      server = null;
    }
  }

  @Override
  protected void stopVertx() {
    if (made != null) {
      await(made.close());
      made = null;
    }
  }

  private static void await(Future<?> future) {
    future.toCompletionStage().toCompletableFuture().join();
  }
}
