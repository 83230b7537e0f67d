package io.dlrhub.intake;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.component.vertx.common.VertxHelper;
import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * The server of platform-http with nothing on that nobody needs: HTTP/1.1 alone, no WebSocket, no
 * form, no upload, no compression.
 */
final class HubHttpServer extends VertxPlatformHttpServer {

  private static final int IDLE_SECONDS = 120;

  private final VertxPlatformHttpServerConfiguration configuration;
  private final String key;
  private final Consumer<Router> prepare;
  private final ServerRefusals refusals = new ServerRefusals();
  private Vertx made;
  private HttpServer server;

  /**
   * @param key of its port, for messages
   * @param prepare what is done with its router before it listens
   */
  HubHttpServer(
      VertxPlatformHttpServerConfiguration configuration, String key, Consumer<Router> prepare) {
    super(configuration);
    this.configuration = configuration;
    this.key = key;
    this.prepare = prepare;
  }

  @Override
  protected Vertx createVertxInstance() {
    made = super.createVertxInstance();
    return made;
  }

  @Override
  protected void startServer() throws Exception {
    HttpServerOptions options =
        new HttpServerOptions()
            .setIdleTimeout(IDLE_SECONDS)
            .setHttp2ClearTextEnabled(false)
            .setUseAlpn(false)
            .setCompressionSupported(false)
            .setDecompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false)
            .setPerMessageWebSocketCompressionSupported(false);
    secure(options);
    Router router = root();
    prepare.accept(router);
    getVertx().exceptionHandler(Connections::failed);
    server =
        getVertx()
            .createHttpServer(options)
            .requestHandler(router)
            .exceptionHandler(Connections::failed)
            .connectionHandler(Connections::opened)
            .invalidRequestHandler(request -> JsonErrors.invalid(request, refusals));
    try {
      await(server.listen(configuration.getBindPort(), configuration.getBindHost()));
    } catch (CompletionException e) {
      throw new IllegalArgumentException(
          key
              + " is '"
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
