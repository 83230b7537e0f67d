package io.dlrhub.intake;

import io.dlrhub.report.OncePerMinute;
import io.dlrhub.report.Printable;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what the server itself does not take, before any route: a line a minute a status. */
final class ServerRefusals {

  private static final Logger LOG = LoggerFactory.getLogger(ServerRefusals.class);
  private final Map<Integer, OncePerMinute> lines = new ConcurrentHashMap<>();

  /**
   * Tells one.
   *
   * @param why told by its class alone, for its text may have the query; null where the status says
   *     all
   */
  void tell(HttpServerRequest request, int status, Throwable why) {
    lines
        .computeIfAbsent(status, any -> new OncePerMinute())
        .tell(
            others ->
                LOG.info(
                    "{} {} from {} is answered {}{}{}",
                    request.method(),
                    Printable.line(path(request)),
                    address(request),
                    status,
                    why == null ? "" : ", " + why.getClass().getSimpleName(),
                    others));
  }

  /** Without the query, where secrets stand. */
  private static String path(HttpServerRequest request) {
    return String.valueOf(request.uri()).split("[?#]", 2)[0];
  }

  private static String address(HttpServerRequest request) {
    SocketAddress address = request.remoteAddress();
    return address == null ? "nobody known" : address.hostAddress();
  }
}
