package io.dlrhub.config;

import io.dlrhub.http.TrustStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at values together: what an enabled part needs, what contradicts, what is unsafe. */
final class CombinationCheck {

  private static final List<Needs> NEEDS =
      List.of(
          new Needs("dlr.ucloud.pull.enabled", "dlr.ucloud.public-key", "dlr.ucloud.private-key"),
          new Needs("dlr.ucloud.query.enabled", "dlr.ucloud.public-key", "dlr.ucloud.private-key"),
          new Needs(
              "dlr.ucloud.video-query.enabled",
              "dlr.ucloud.public-key",
              "dlr.ucloud.private-key",
              "dlr.ucloud.region",
              "dlr.ucloud.zone"),
          new Needs(
              "dlr.tencent.statistics.enabled", "dlr.tencent.sdk-app-id", "dlr.tencent.app-key"),
          new Needs("dlr.sink.http.enabled", "dlr.sink.http.url"));
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

  private static final String TRUST_STORE = "dlr.sink.http.trust-store";

  private final Settings settings;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * A switch that works only with other keys.
   *
   * @param enabled the switch
   * @param keys without which it cannot be on
   */
  private record Needs(String enabled, List<String> keys) {
    Needs(String enabled, String... keys) {
      this(enabled, List.of(keys));
    }
  }

  CombinationCheck(Settings settings) {
    this.settings = settings;
  }

  List<Finding> findings() {
    for (Needs needs : NEEDS) {
      if (settings.isOn(needs.enabled())) {
        needs.keys().forEach(key -> needed(needs.enabled(), key));
      }
    }
    ports();
    trustStore("dlr.http.trust-store");
    if (settings.isOn("dlr.sink.http.enabled")) {
      httpSink();
    }
    unprotected();
    return findings;
  }

  private void needed(String enabled, String key) {
    if (settings.find(key).isEmpty()) {
      String accepts = Keys.find(key).map(k -> k.type().accepts()).orElse("any text");
      findings.add(
          Finding.error(
              key, key + " is not set, but " + enabled + "=true needs it; accepted is " + accepts));
    }
  }

  private void ports() {
    String port = settings.get("camel.server.port");
    if (port.equals(settings.get("camel.management.port")) && !port.equals("0")) {
      findings.add(
          Finding.error(
              "camel.management.port="
                  + port
                  + " is camel.server.port too; accepted is another port"));
    }
  }

  private void httpSink() {
    if (settings.find("dlr.sink.http.bearer-token").isPresent()
        && settings.find("dlr.sink.http.username").isPresent()) {
      findings.add(
          Finding.error(
              "dlr.sink.http.bearer-token and dlr.sink.http.username are both set; accepted is"
                  + " one"));
    }
    trustStore(TRUST_STORE);
  }

  private void trustStore(String key) {
    Optional<TrustStore> named = settings.trustStore(key);
    try {
      named.ifPresent(TrustStore::context);
    } catch (IllegalArgumentException e) {
      findings.add(Finding.error(key, e.getMessage().replaceFirst("^trustStore", key)));
    }
  }

  private void unprotected() {
    if (!LOOPBACK.contains(settings.get("camel.management.host"))
        && settings.find("dlr.management.token").isEmpty()) {
      warn(
          "camel.management.host="
              + settings.get("camel.management.host")
              + " without dlr.management.token: there the API changes nothing"
              + (settings.find("dlr.management.read-token").isEmpty()
                  ? ", and shows no phones without that or dlr.management.read-token"
                  : ""));
    }
    if (settings.isOn("dlr.sink.http.enabled") && settings.find("dlr.sink.http.secret").isEmpty()) {
      warn("dlr.sink.http.enabled=true without dlr.sink.http.secret: requests are not signed");
    }
  }

  private void warn(String text) {
    findings.add(Finding.warning(text));
  }
}
