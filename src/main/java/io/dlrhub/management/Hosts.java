package io.dlrhub.management;

import io.dlrhub.management.api.Json;
import io.dlrhub.report.OncePerMinute;
import io.dlrhub.report.Printable;
import io.netty.util.NetUtil;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests for another host with 421: a web page that has its own name point to this
 * machine (DNS rebinding) would else be read what the API answers, as if the page were ours.
 *
 * <p>Hosts of ours are loopback names, every IP literal (rebinding needs a name) and those that are
 * configured. Health and metrics answer any: probes and Prometheus ask by names of their own.
 */
final class Hosts implements Handler<RoutingContext> {

  /** Paths below it answer any host. */
  private static final String OBSERVE = "/observe/";

  private static final byte[] MISDIRECTED =
      Json.error(421, "this host is not served here; name it in dlr.management.hosts");

  private static final Logger LOG = LoggerFactory.getLogger(Hosts.class);

  private final OncePerMinute lines = new OncePerMinute();
  private final Set<String> names;

  /**
   * @param list names separated by commas; nullable
   */
  Hosts(String list) {
    names =
        Arrays.stream((list == null ? "" : list).split(","))
            .map(Hosts::name)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public void handle(RoutingContext routing) {
    if (routing.normalizedPath().startsWith(OBSERVE)
        || isOurs(routing.request().getHeader(HttpHeaders.HOST))) {
      routing.next();
    } else {
      String host = routing.request().getHeader(HttpHeaders.HOST);
      lines.tell(
          others ->
              LOG.warn(
                  "A request from {} for host {} is answered 421; dlr.management.hosts names those"
                      + " that are served{}",
                  routing.request().remoteAddress().hostAddress(),
                  host == null ? "(none)" : Printable.line(host),
                  others));
      routing
          .response()
          .setStatusCode(421)
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
          .end(Buffer.buffer(MISDIRECTED));
    }
  }

  /**
   * Whether it names this server.
   *
   * @param host as a request has it, with or without a port; nullable
   */
  boolean isOurs(String host) {
    if (host == null) {
      return false;
    }
    String name = name(withoutPort(host.strip()));
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || NetUtil.createByteArrayFromIpAddressString(name) != null
        || names.contains(name);
  }

  private static String withoutPort(String host) {
    if (host.startsWith("[")) {
      int end = host.indexOf(']');
      return end < 0 ? "" : host.substring(1, end);
    }
    int colon = host.lastIndexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }

  /** Names are compared without case and without the dot of the root. */
  private static String name(String text) {
    String name = text.strip().toLowerCase(Locale.ROOT);
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
