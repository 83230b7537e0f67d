package io.dlrhub.management;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The page at {@code /} of the management port. Its files are of the jar and show nothing by
 * themselves, so they need no token: what they show they ask of the API. Read when they are asked
 * for, so that a hub nobody looks at pays nothing.
 */
final class Dashboard implements Handler<RoutingContext> {

  private static final Logger LOG = LoggerFactory.getLogger(Dashboard.class);

  /** Nothing but what this server sends, in no frame; what a script of others writes is dead. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
  private static final String HTML = "text/html; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  private record PageFile(String resource, String type) {}

  private final Map<String, PageFile> files = new TreeMap<>();

  Dashboard() {
    files.put("/", new PageFile("page/index.html", HTML));
    files.put("/page/style.css", new PageFile("page/style.css", STYLE));
    for (String module : new String[] {"main", "api", "chart", "dom", "words"}) {
      String name = "page/" + module + ".js";
      files.put("/" + name, new PageFile(name, SCRIPT));
    }
    files.put("/page/uPlot.min.css", new PageFile(CHARTS + "uPlot.min.css", STYLE));
    files.put("/page/uPlot.esm.js", new PageFile(CHARTS + "uPlot.esm.js", SCRIPT));
  }

  /** Makes a router answer them. */
  void install(Router router) {
    files.keySet().forEach(path -> router.route(HttpMethod.GET, path).handler(this));
  }

  @Override
  public void handle(RoutingContext routing) {
    PageFile file = files.get(routing.normalizedPath());
    if (file == null) {
      routing.next();
      return;
    }
    routing
        .vertx()
        .executeBlocking(() -> read(file.resource()), false)
        .onSuccess(content -> send(routing.response(), file.type(), content))
        .onFailure(
            failure -> {
              LOG.error("{} of the page", file.resource(), failure);
              routing.response().setStatusCode(500).end();
            });
  }

  private static Buffer read(String resource) throws IOException {
    try (InputStream in = Dashboard.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("there is no " + resource + " on the classpath");
      }
      return Buffer.buffer(in.readAllBytes());
    }
  }

  private static void send(HttpServerResponse response, String type, Buffer content) {
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
        .end(content);
  }
}
