package io.dlrhub.config;

import io.dlrhub.config.RouteYaml.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The routes that will run: those of the folder {@code routes}, or the copies in the jar. */
public final class RouteFiles {

  /** The copies in the jar, listed because looking through a jar takes longer than reading them. */
  static final List<String> SHIPPED =
      List.of(
          "errors.yaml",
          "messages.yaml",
          "sinks.yaml",
          "tencent.yaml",
          "ucloud-query.yaml",
          "ucloud.yaml");

  private static final String INSIDE = "dlr-hub/routes/";
  private static final Pattern FEED = Pattern.compile("ledger:feed/([A-Za-z0-9_-]+)");
  private static final Pattern OURS =
      Pattern.compile("(record|ucloud|tencent)-[a-z-]+|sent-messages-source");

  /** Parameters that are part of the address of an endpoint. */
  private static final Set<String> ADDRESSES = Set.of("path", "account");

  private static final Pattern KAMELET = Pattern.compile("kamelet:([A-Za-z0-9_.-]+)");

  private final List<RouteFile> files;
  private final boolean shipped;
  private final Map<String, Optional<KameletDefinition>> definitions = new HashMap<>();
  private List<Route> routes;
  private Set<String> placeholders;

  private RouteFiles(List<RouteFile> files, boolean shipped) {
    this.files = files;
    this.shipped = shipped;
  }

  /**
   * The routes for a process that works in that folder.
   *
   * @throws BadConfiguration if they cannot be read
   */
  public static RouteFiles in(Path folder) {
    Path routes = folder.resolve("routes");
    try {
      return Files.isDirectory(routes) ? new RouteFiles(own(routes), false) : ofTheJar();
    } catch (IOException e) {
      throw new BadConfiguration("routes cannot be read: " + e.getMessage());
    }
  }

  /** The copies in the jar. */
  static RouteFiles ofTheJar() {
    return new RouteFiles(SHIPPED.stream().map(RouteFiles::inside).toList(), true);
  }

  private static List<RouteFile> own(Path routes) throws IOException {
    List<RouteFile> files = new ArrayList<>();
    try (Stream<Path> paths = Files.list(routes)) {
      for (Path path : paths.filter(p -> p.toString().endsWith(".yaml")).sorted().toList()) {
        String name = "routes/" + path.getFileName();
        files.add(new RouteFile(name, "file:" + path, Files.readString(path)));
      }
    }
    return files;
  }

  private static RouteFile inside(String name) {
    String text = resource(INSIDE + name);
    return new RouteFile("routes/" + name, "classpath:" + INSIDE + name, text);
  }

  /** The text of a resource; null when there is none. */
  static String resource(String path) {
    try (InputStream in = RouteFiles.class.getClassLoader().getResourceAsStream(path)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<RouteFile> files() {
    return files;
  }

  /** Whether these are the copies in the jar. */
  boolean shipped() {
    return shipped;
  }

  /** For {@code camel.main.routes-include-pattern}. */
  public String pattern() {
    return String.join(",", files.stream().map(RouteFile::location).toList());
  }

  /** The names of the sinks they feed. */
  public Set<String> sinks() {
    return found(FEED);
  }

  /** The names of the Kamelets they use. */
  Set<String> kamelets() {
    return found(KAMELET);
  }

  private Set<String> found(Pattern pattern) {
    Set<String> found = new TreeSet<>();
    for (RouteFile file : files) {
      Matcher matcher = pattern.matcher(file.code());
      while (matcher.find()) {
        found.add(matcher.group(1));
      }
    }
    return found;
  }

  /**
   * Each route of each file; read once.
   *
   * @throws BadConfiguration if a file is not YAML
   */
  List<Route> routes() {
    if (routes == null) {
      routes = files.stream().flatMap(file -> RouteYaml.routes(file).stream()).toList();
    }
    return routes;
  }

  /** A Kamelet they use; read once. Empty when it is from elsewhere. */
  Optional<KameletDefinition> kamelet(String name) {
    return definitions.computeIfAbsent(name, missing -> KameletDefinition.find(missing, files));
  }

  /** Whether a Kamelet of that name is one of these files. */
  boolean hasOwn(String kamelet) {
    String name = "routes/" + kamelet + ".kamelet.yaml";
    return files.stream().anyMatch(file -> file.name().equals(name));
  }

  /**
   * The keys whose values go to our beans as they are: by a parameter of a Kamelet of ours or a
   * bean of a route, and not by the address of an endpoint.
   */
  Set<String> literalKeys() {
    Set<String> keys = new TreeSet<>();
    for (Route route : routes()) {
      for (RouteYaml.Uri uri : route.uris()) {
        if (uri.kamelet().filter(OURS.asMatchPredicate()).isPresent()) {
          uri.parameters()
              .forEach(
                  (parameter, text) -> {
                    if (!ADDRESSES.contains(parameter)) {
                      Placeholders.only(text).ifPresent(keys::add);
                    }
                  });
        }
      }
    }
    for (RouteFile file : files) {
      RouteYaml.beanProperties(file, "io.dlrhub.")
          .forEach(text -> Placeholders.only(text).ifPresent(keys::add));
    }
    return keys;
  }

  /** The keys they and their Kamelets use as placeholders. */
  Set<String> placeholders() {
    if (placeholders == null) {
      Set<String> keys = new TreeSet<>();
      files.forEach(file -> keys.addAll(Placeholders.in(file.code())));
      for (String name : kamelets()) {
        kamelet(name).ifPresent(definition -> keys.addAll(definition.placeholders()));
      }
      placeholders = Set.copyOf(keys);
    }
    return placeholders;
  }
}
