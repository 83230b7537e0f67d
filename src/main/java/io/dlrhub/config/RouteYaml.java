package io.dlrhub.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a route file holds, as far as it is looked at before the start. */
final class RouteYaml {

  /** The question mark before a query, not that of {@code {{?key}}}. */
  private static final Pattern QUERY = Pattern.compile("(?<!\\{\\{)\\?");

  private static final String KAMELET = "kamelet:";

  private RouteYaml() {}

  /**
   * A route.
   *
   * @param file where it stands
   * @param id its id; {@code a route} without one
   * @param line where it begins, counted from 1
   * @param body its keys: {@code from}, {@code errorHandler} …
   */
  record Route(RouteFile file, String id, int line, Map<?, ?> body) {

    List<Uri> uris() {
      List<Uri> uris = new ArrayList<>();
      collect(body, uris);
      return uris;
    }

    /** Where it begins. */
    Optional<Uri> from() {
      if (body.get("from") instanceof Map<?, ?> from && from.get("uri") != null) {
        return Optional.of(
            uri(from.get("uri").toString(), LinedMap.of(from, "uri"), from.get("parameters")));
      }
      return body.get("from") instanceof String text
          ? Optional.of(uri(text, LinedMap.of(body, "from"), null))
          : Optional.empty();
    }

    /** The components it surely names: where it begins, and what stands at {@code to}. */
    Set<String> components() {
      Set<String> components = new TreeSet<>();
      from().ifPresent(from -> components.add(from.component()));
      named(body, components);
      components.removeIf(name -> !name.matches("[a-z][a-z0-9+-]*"));
      return components;
    }

    /** File, line and name, for an operator. */
    String place() {
      return place(line);
    }

    /** Likewise of something in it. */
    String place(int at) {
      return file.name() + " line " + at + ", " + id;
    }
  }

  /**
   * A use of an endpoint.
   *
   * @param base the URI without query
   * @param parameters of query and {@code parameters}
   * @param line where it stands, counted from 1
   * @param lines of the parameters that have one of their own
   */
  record Uri(String base, Map<String, String> parameters, int line, Map<String, Integer> lines) {

    /** Where that parameter stands. */
    int line(String parameter) {
      return lines.getOrDefault(parameter, line);
    }

    /** Whether it names the same with the same parameters. */
    boolean same(Uri other) {
      return base.equals(other.base) && parameters.equals(other.parameters);
    }

    String component() {
      return base.replaceFirst(":.*", "");
    }

    /** What an instance of a Kamelet is called; empty when Camel chooses. */
    Optional<String> instance() {
      return kamelet()
          .filter(name -> base.length() > KAMELET.length() + name.length() + 1)
          .map(name -> base.substring(KAMELET.length() + name.length() + 1));
    }

    /** The Kamelet it names; empty for anything else, and for a Kamelet's own two ends. */
    Optional<String> kamelet() {
      if (!base.startsWith(KAMELET)) {
        return Optional.empty();
      }
      String name = base.substring(KAMELET.length()).replaceFirst("/.*", "");
      return name.equals("sink") || name.equals("source") ? Optional.empty() : Optional.of(name);
    }
  }

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
        routes.add(
            new Route(
                file, id == null ? "a route" : "route " + id, LinedMap.of(map, "route"), body));
      } else if (map.get("from") != null) {
        routes.add(new Route(file, "a route", LinedMap.of(map, "from"), map));
      }
    }
  }

  /** What beans of such types are given, as far as it is text. */
  static List<String> beanProperties(RouteFile file, String ofPackage) {
    List<String> texts = new ArrayList<>();
    if (!file.isKamelet() && file.document() instanceof List<?> parts) {
      for (Object part : parts) {
        if (part instanceof Map<?, ?> map && map.get("beans") instanceof List<?> beans) {
          beans.forEach(bean -> properties(bean, ofPackage, texts));
        }
      }
    }
    return texts;
  }

  private static void properties(Object bean, String ofPackage, List<String> texts) {
    if (bean instanceof Map<?, ?> map
        && String.valueOf(map.get("type")).startsWith(ofPackage)
        && map.get("properties") instanceof Map<?, ?> properties) {
      properties.values().forEach(value -> texts.add(String.valueOf(value)));
    }
  }

  private static void collect(Object node, List<Uri> uris) {
    if (node instanceof List<?> list) {
      list.forEach(element -> collect(element, uris));
    } else if (node instanceof Map<?, ?> map) {
      if (map.get("uri") instanceof String uri) {
        uris.add(uri(uri, LinedMap.of(map, "uri"), map.get("parameters")));
      }
      map.forEach((key, value) -> value(map, key.toString(), value, uris));
    }
  }

  private static void named(Object node, Set<String> components) {
    if (node instanceof List<?> list) {
      list.forEach(element -> named(element, components));
    } else if (node instanceof Map<?, ?> map) {
      Object to = map.get("to") instanceof Map<?, ?> endpoint ? endpoint.get("uri") : map.get("to");
      if (to instanceof String text) {
        components.add(uri(text, 0, null).component());
      }
      map.values().forEach(value -> named(value, components));
    }
  }

  private static void value(Map<?, ?> in, String key, Object value, List<Uri> uris) {
    if (key.equals("kamelet") && value instanceof Map<?, ?> map && map.get("name") != null) {
      uris.add(uri("kamelet:" + map.get("name"), LinedMap.of(map, "name"), map.get("parameters")));
    }
    if (value instanceof String text && !key.equals("uri") && text.matches("[a-z][a-z0-9-]*:.+")) {
      uris.add(uri(text, LinedMap.of(in, key), null));
    }
    collect(value, uris);
  }

  private static Uri uri(String text, int line, Object parameters) {
    Map<String, Integer> lines = new HashMap<>();
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
      map.forEach(
          (key, value) -> {
            all.put(key.toString(), String.valueOf(value));
            lines.put(key.toString(), LinedMap.of(map, key));
          });
    }
    return new Uri(found ? text.substring(0, query.start()) : text, all, line, lines);
  }
}
