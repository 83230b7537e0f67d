package io.dlrhub.management.api;

import io.dlrhub.ledger.Change;
import io.dlrhub.report.Printable;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Who asks, as far as that can be told.
 *
 * @param call method and path
 * @param sender its address
 * @param client {@code page} or {@code command} where it says so, else {@code api}
 * @param role what its token may do
 */
record Caller(String call, String sender, String client, String role) {

  private static final String CLIENT = "X-Dlr-Client";
  private static final List<String> OURS = List.of("page", "command");
  private static final int LONGEST = 1000;

  static Caller of(RoutingContext routing, String role) {
    String client = routing.request().getHeader(CLIENT);
    return new Caller(
        cut(routing.request().method() + " " + routing.normalizedPath()),
        routing.request().remoteAddress().hostAddress(),
        client != null && OURS.contains(client) ? client : "api",
        role);
  }

  /** As it is kept. */
  Change change(byte[] body, Instant at) {
    String detail = body.length == 0 ? null : cut(new String(body, StandardCharsets.UTF_8));
    return new Change(0, at, call, detail, sender, client, role, null);
  }

  private static String cut(String text) {
    String line = Printable.line(text);
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
  }
}
