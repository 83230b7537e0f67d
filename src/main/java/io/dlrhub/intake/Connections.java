package io.dlrhub.intake;

import io.dlrhub.report.OncePerMinute;
import io.dlrhub.report.Printable;
import io.vertx.core.http.HttpConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes wrong with connections: a line a minute, whatever clients do. */
final class Connections {

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
  private static final OncePerMinute LINES = new OncePerMinute();

  private Connections() {}

  static void opened(HttpConnection connection) {
    connection.exceptionHandler(Connections::failed);
  }

  /** Also for what nobody else handles on an event loop. */
  static void failed(Throwable failure) {
    LOG.debug("A connection failed", failure);
    LINES.tell(
        others ->
            LOG.info("A connection failed: {}{}", Printable.line(failure.toString()), others));
  }
}
