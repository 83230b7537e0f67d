package io.dlrhub.config;

import io.dlrhub.config.RouteYaml.Route;
import io.dlrhub.config.RouteYaml.Uri;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which sources and sinks the routes connect, as far as the settings switch them on. */
public final class Wiring {

  static final String FEED = "ledger:feed/";
  private static final Pattern COMPARISON = Pattern.compile("'([^']*)' (==|!=) '([^']*)'");

  private final Settings settings;
  private final RouteFiles routes;

  /**
   * An enabled route, as an operator sees it.
   *
   * @param name the route's id, or the sink's name
   * @param from where it begins
   * @param parameters what it is given, placeholders filled in, secrets masked
   */
  public record Part(String name, String from, Map<String, String> parameters) {}

  Wiring(Settings settings, RouteFiles routes) {
    this.settings = settings;
    this.routes = routes;
  }

  /** The routes that put something into the ledger. */
  public List<Part> sources() {
    List<Part> parts = new ArrayList<>();
    for (Route route : enabled()) {
      boolean source =
          route.uris().stream()
              .map(Uri::base)
              .anyMatch(u -> u.startsWith("ledger:append") || u.startsWith("ledger:track"));
      if (source) {
        parts.add(part(route.id().replaceFirst("^route ", ""), route));
      }
    }
    return parts;
  }

  /** The routes that are fed from the ledger. */
  public List<Part> sinks() {
    List<Part> parts = new ArrayList<>();
    for (Route route : enabled()) {
      route
          .from()
          .map(Uri::base)
          .filter(base -> base.startsWith(FEED))
          .ifPresent(base -> parts.add(part(base.substring(FEED.length()), route)));
    }
    return parts;
  }

  private List<Route> enabled() {
    return routes.routes().stream().filter(route -> runs(route, settings)).toList();
  }

  /** Whether Camel makes that route, be it that it does not start it. */
  static boolean exists(Route route, Settings settings) {
    return !isFalse(route.body().get("precondition"), settings);
  }

  /** Whether nothing switches that route off. */
  static boolean runs(Route route, Settings settings) {
    return exists(route, settings) && !isFalse(route.body().get("autoStartup"), settings);
  }

  private static boolean isFalse(Object condition, Settings settings) {
    return condition != null
        && Placeholders.fill(emptyWhereUnset(condition.toString()), settings::find)
            .map(Wiring::isFalse)
            .orElse(false);
  }

  /** As Camel fills in {@code {{?key}}} within an expression. */
  private static String emptyWhereUnset(String condition) {
    return condition.replaceAll("\\{\\{\\?([^{}:]+)}}", "{{$1:}}");
  }

  /** Of the conditions Camel knows, those that preconditions use; any other may hold. */
  private static boolean isFalse(String condition) {
    Matcher comparison = COMPARISON.matcher(condition);
    if (comparison.matches()) {
      boolean equal = comparison.group(1).equals(comparison.group(3));
      return equal != comparison.group(2).equals("==");
    }
    return condition.equals("false");
  }

  private Part part(String name, Route route) {
    Map<String, String> shown = new LinkedHashMap<>();
    for (Uri uri : route.uris()) {
      uri.parameters()
          .forEach((key, value) -> shown(key, value).ifPresent(v -> shown.putIfAbsent(key, v)));
    }
    return new Part(name, route.from().map(Uri::base).orElse("?"), shown);
  }

  private Optional<String> shown(String name, String value) {
    return Placeholders.fill(Placeholders.withoutRaw(value).replace("{{?", "{{"), settings::find)
        .map(filled -> secret(name, value) ? "***" : Masked.url(filled));
  }

  private static boolean secret(String name, String value) {
    return Secret.names(name) || Placeholders.in(value).stream().anyMatch(Secret::names);
  }
}
