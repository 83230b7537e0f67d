package io.dlrhub.config;

import io.dlrhub.config.RouteYaml.Route;
import io.dlrhub.config.RouteYaml.Uri;
import io.dlrhub.ledger.camel.LedgerUris;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares what routes give the component {@code ledger} with what it takes. */
final class LedgerLint {

  private static final String SCHEME = "ledger:";

  private final Settings settings;
  private final RouteFiles routes;
  private final Set<String> told;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param told keys about which something was found already
   */
  LedgerLint(Settings settings, RouteFiles routes, Set<String> told) {
    this.told = told;
    this.settings = settings;
    this.routes = routes;
  }

  List<Finding> findings() {
    for (Route route : routes.routes()) {
      if (Wiring.exists(route, settings)) {
        for (Uri uri : route.uris()) {
          if (uri.base().startsWith(SCHEME)) {
            look(route, uri);
          }
        }
      }
    }
    return findings;
  }

  private void look(Route route, Uri uri) {
    LedgerUris.unknown(uri.base().substring(SCHEME.length()))
        .ifPresent(problem -> told(route, uri.line(), problem));
    Map<String, String> given = new LinkedHashMap<>();
    uri.parameters().forEach((option, text) -> given.put(option, isTold(text) ? "" : value(text)));
    LedgerUris.problems(uri.base().substring(SCHEME.length()), given)
        .forEach((option, problem) -> told(route, uri.line(option), uri.base() + ": " + problem));
  }

  private boolean isTold(String text) {
    return Placeholders.in(text).stream().anyMatch(told::contains);
  }

  /** Empty where it is not known, as a placeholder without a value leaves it. */
  private String value(String text) {
    return Placeholders.fill(Placeholders.withoutRaw(text).replace("{{?", "{{"), settings::find)
        .orElse("");
  }

  private void told(Route route, int line, String problem) {
    findings.add(Finding.error(route.place(line) + ": " + problem));
  }
}
