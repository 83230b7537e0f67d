package io.dlrhub.config;

import io.dlrhub.config.RouteYaml.Route;
import io.dlrhub.config.RouteYaml.Uri;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what a copied route forgot to change: a path at which another takes pushes already, an
 * account that another pulls already; and pushes of which nobody said who may send them. Routes
 * that are switched off take nothing.
 */
final class SourceLint {

  private static final String ACCOUNT = "account";
  private static final String PATH = "path";
  private static final String PUSH = "ucloud-usms-push-source";
  private static final String FIGURES = "tencent-sms-statistics-source";
  private static final String OPEN = "dlr.ucloud.push.open";

  /** By Kamelet the parameter whose value only one route may have. */
  private static final Map<String, String> ONE_EACH =
      Map.of(
          PUSH,
          PATH,
          "sent-messages-source",
          PATH,
          "ucloud-usms-pull-source",
          ACCOUNT,
          FIGURES,
          ACCOUNT);

  private final Settings settings;
  private final RouteFiles routes;
  private final Map<String, String> holders = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  SourceLint(Settings settings, RouteFiles routes) {
    this.settings = settings;
    this.routes = routes;
  }

  List<Finding> findings() {
    for (Route route : routes.routes()) {
      if (Wiring.runs(route, settings)) {
        route.uris().forEach(uri -> use(route, uri));
      }
    }
    return findings;
  }

  private void use(Route route, Uri uri) {
    String kamelet = uri.base().replaceFirst("^kamelet:([^/]+).*", "$1");
    String parameter = ONE_EACH.get(kamelet);
    if (parameter != null) {
      value(kamelet, parameter, uri)
          .ifPresent(value -> hold(route.place(uri.line(parameter)), kamelet, value));
    }
    if (kamelet.equals(PUSH) && !settings.isOn(OPEN)) {
      closed(KameletUse.of(kamelet, route.place(uri.line()), uri.parameters(), settings));
    }
  }

  /** Who may push must be said, be it that anyone may. */
  private void closed(KameletUse push) {
    if (push.value("token").isEmpty() && push.value("allow").isEmpty()) {
      findings.add(
          Finding.error(
              push.place()
                  + " takes pushes and nothing says from whom; accepted is "
                  + push.nameOf("token")
                  + " (a secret in the URL that the provider pushes to), "
                  + push.nameOf("allow")
                  + " (networks), or "
                  + OPEN
                  + "=true (anyone who reaches the port may push)"));
    }
  }

  private Optional<String> value(String kamelet, String parameter, Uri uri) {
    String given = uri.parameters().get(parameter);
    if (given == null) {
      return routes
          .kamelet(kamelet)
          .map(definition -> definition.parameters().get(parameter))
          .map(KameletParameter::defaultValue);
    }
    return Placeholders.fill(Placeholders.withoutRaw(given).replace("{{?", "{{"), settings::find);
  }

  private void hold(String place, String kamelet, String value) {
    boolean pushes = ONE_EACH.get(kamelet).equals(PATH);
    String what = kamelet.equals(FIGURES) ? "fetches the figures of account " : "pulls account ";
    String held = (pushes ? "takes pushes at " : what) + value;
    String other = holders.putIfAbsent(held, place);
    if (other != null) {
      findings.add(
          Finding.error(
              place
                  + " "
                  + held
                  + ", as "
                  + other
                  + " does; accepted is "
                  + (pushes ? "a path" : "an account")
                  + " of its own"));
    }
  }
}
