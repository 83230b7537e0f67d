package io.dlrhub.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a route file holds, as far as it is looked at before the start. */
final class RouteYaml {

  /** The question mark before a query, not that of {@code {{?key}}}. */
  private static final Pattern QUERY = Pattern.compile("(?<!\\{\\{)\\?");

  private RouteYaml() {}

  /**
   * A route.
   *
   * @param file where it stands
   * @param id its id; {@code a route} without one
   * @param body its keys: {@code from}, {@code errorHandler} …
   */
  record Route(RouteFile file, String id, Map<?, ?> body) {

    List<Uri> uris() {
      List<Uri> uris = new ArrayList<>();
      collect(body, uris);
      return uris;
    }

    String place() {
      return file.name() + ", " + id;
    }
  }

  /**
   * A use of an endpoint.
   *
   * @param base the URI without query
   * @param parameters of query and {@code parameters}
   */
  record Uri(String base, Map<String, String> parameters) {}

  /** The routes of a file. */
  static List<Route> routes(RouteFile file) {
    List<Route> routes = new ArrayList<>();
    if (!file.isKamelet()) {
      routes(file, file.document(), routes);
    }
    return routes;
  }

  private static void routes(RouteFile file, Object node, List<Route> routes) {
    if (node instanceof List<?> list) {
      list.forEach(element -> routes(file, element, routes));
    } else if (node instanceof Map<?, ?> map) {
      if (map.get("route") instanceof Map<?, ?> body) {
        Object id = body.get("id");
        routes.add(new Route(file, id == null ? "a route" : "route " + id, body));
      } else if (map.get("from") != null) {
        routes.add(new Route(file, "a route", map));
      }
    }
  }

  private static void collect(Object node, List<Uri> uris) {
    if (node instanceof List<?> list) {
      list.forEach(element -> collect(element, uris));
    } else if (node instanceof Map<?, ?> map) {
      if (map.get("uri") instanceof String uri) {
        uris.add(uri(uri, map.get("parameters")));
      }
      map.forEach((key, value) -> value(key.toString(), value, uris));
    }
  }

  private static void value(String key, Object value, List<Uri> uris) {
    if (key.equals("kamelet") && value instanceof Map<?, ?> map && map.get("name") != null) {
      uris.add(uri("kamelet:" + map.get("name"), map.get("parameters")));
    }
    if (value instanceof String text && !key.equals("uri") && text.matches("[a-z][a-z0-9-]*:.+")) {
      uris.add(uri(text, null));
    }
    collect(value, uris);
  }

  private static Uri uri(String text, Object parameters) {
    Map<String, String> all = new LinkedHashMap<>();
    Matcher query = QUERY.matcher(text);
    boolean found = query.find();
    if (found) {
      for (String pair : text.substring(query.end()).split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          all.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
      }
    }
    if (parameters instanceof Map<?, ?> map) {
      map.forEach((key, value) -> all.put(key.toString(), String.valueOf(value)));
    }
    return new Uri(found ? text.substring(0, query.start()) : text, all);
  }
}
