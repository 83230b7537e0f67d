package io.dlrhub.config;

import io.dlrhub.http.Outbound;
import io.dlrhub.http.Proxies;
import io.dlrhub.report.Literal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The settings and routes of a process, with what was found about them.
 *
 * @param settings the values in force
 * @param routes the routes that will run
 * @param findings errors and warnings, in the order of the keys
 */
public record Configuration(Settings settings, RouteFiles routes, List<Finding> findings) {

  /** Reads and looks at the configuration of a process that works in that folder. */
  public static Configuration read(Path folder) {
    return read(folder, System.getenv(), System.getProperties());
  }

  /**
   * The same with other variables and system properties than those of the process: with none at all
   * only the folder counts.
   */
  public static Configuration read(
      Path folder, Map<String, String> environment, Properties system) {
    return read(folder, environment, system, settings -> {});
  }

  /**
   * Likewise of this process, and tells the settings before the routes are looked at: that needs
   * classes of Camel's, which make their loggers as they are loaded.
   */
  public static Configuration read(Path folder, Consumer<Settings> known) {
    return read(folder, System.getenv(), System.getProperties(), known);
  }

  /** Likewise, with other variables and system properties. */
  public static Configuration read(
      Path folder, Map<String, String> environment, Properties system, Consumer<Settings> known) {
    RouteFiles routes = RouteFiles.in(folder);
    Settings settings = new SettingsLoader(folder, environment, system, routes).load();
    known.accept(settings);
    List<Finding> findings = new ArrayList<>();
    findings.addAll(settings.notices());
    findings.addAll(new SettingsCheck(settings, routes).findings(environment));
    findings.addAll(new CombinationCheck(settings).findings());
    findings.addAll(settings.readableSecrets());
    try {
      findings.addAll(new StepLint(routes).findings());
      findings.addAll(RouteLint.findings(settings, routes));
      findings.addAll(new IdLint(settings, routes).findings());
      findings.addAll(new LedgerLint(settings, routes, told(findings)).findings());
      findings.addAll(InstanceLint.findings(settings, routes));
      findings.addAll(new SourceLint(settings, routes).findings());
      findings.addAll(new KameletLint(settings, routes, told(findings)).findings());
    } catch (BadConfiguration unreadable) {
      unreadable.lines().forEach(line -> findings.add(Finding.error(line)));
    }
    return new Configuration(settings, routes, findings);
  }

  /** The values in force in that folder, whether or not they are accepted. */
  public static Settings settings(Path folder) {
    return new SettingsLoader(
            folder, System.getenv(), System.getProperties(), RouteFiles.in(folder))
        .load();
  }

  private static Set<String> told(List<Finding> findings) {
    return findings.stream()
        .map(Finding::key)
        .filter(Objects::nonNull)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * This, if nothing keeps the hub from starting.
   *
   * @throws BadConfiguration with one line an error
   */
  public Configuration orRefuse() {
    List<String> errors = findings.stream().filter(Finding::isError).map(Finding::text).toList();
    if (!errors.isEmpty()) {
      throw new BadConfiguration(errors);
    }
    return this;
  }

  /**
   * The way out to providers and receivers.
   *
   * @throws IllegalArgumentException if a proxy or trust store is none, which is among the findings
   */
  public Outbound outbound() {
    Proxies proxies =
        new Proxies(
            settings.find("dlr.http.proxy").orElse(null),
            settings.find("dlr.http.no-proxy").orElse(null),
            System.getenv());
    return new Outbound(proxies, settings.trustStore("dlr.http.trust-store").orElse(null));
  }

  /**
   * Every value as Camel should see it: those that go to our beans, by a parameter of a Kamelet or
   * a bean of a route, in a form that Camel reads nothing in.
   */
  public Map<String, String> forCamel() {
    Map<String, String> values = settings.effective();
    Set<String> literal = routes.literalKeys();
    values.replaceAll(
        (key, value) ->
            literal.contains(key) || Keys.isSecretReadByJava(key) ? Literal.encode(value) : value);
    return values;
  }

  /** What runs. */
  public Wiring wiring() {
    return new Wiring(settings, routes);
  }

  /** Where routes that run use that Kamelet. */
  public List<KameletUse> uses(String kamelet) {
    List<KameletUse> uses = new ArrayList<>();
    for (RouteYaml.Route route : routes.routes()) {
      if (Wiring.runs(route, settings)) {
        route.uris().stream()
            .filter(uri -> uri.kamelet().filter(kamelet::equals).isPresent())
            .map(uri -> KameletUse.of(kamelet, route.place(uri.line()), uri.parameters(), settings))
            .forEach(uses::add);
      }
    }
    return uses;
  }

  /** The Camel components that routes which run name, with the first place of each. */
  public Map<String, String> components() {
    Map<String, String> components = new TreeMap<>();
    for (RouteYaml.Route route : routes.routes()) {
      if (Wiring.runs(route, settings)) {
        route.components().forEach(name -> components.putIfAbsent(name, route.place()));
      }
    }
    return components;
  }

  /** The warnings, one line each. */
  public List<String> warnings() {
    return findings.stream().filter(f -> !f.isError()).map(Finding::text).toList();
  }
}
