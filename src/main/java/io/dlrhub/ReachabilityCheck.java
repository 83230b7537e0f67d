package io.dlrhub;

import io.dlrhub.config.Configuration;
import io.dlrhub.config.Finding;
import io.dlrhub.config.Wiring.Part;
import io.dlrhub.http.HttpUrl;
import io.dlrhub.http.Outbound;
import io.dlrhub.http.Reach;
import io.dlrhub.provider.ConnectFailure;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Whether what the enabled sources and sinks talk to can be reached from here. */
final class ReachabilityCheck {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Map<String, Integer> PORTS = Map.of("http", 80, "https", 443);

  private final Configuration configuration;

  ReachabilityCheck(Configuration configuration) {
    this.configuration = configuration;
  }

  /** A warning for each that cannot. */
  List<Finding> findings() {
    if (configuration.findings().stream().anyMatch(Finding::isError)) {
      return List.of();
    }
    Set<URI> tried = new LinkedHashSet<>();
    List<Finding> findings = new ArrayList<>();
    parts()
        .forEach(
            part ->
                part.parameters()
                    .forEach(
                        (name, value) -> {
                          if (value.matches("(?i)(https?|tcp|ssl)://.+")) {
                            URI uri = address(value);
                            if (uri != null && tried.add(uri)) {
                              reach(part, name, uri, findings);
                            }
                          }
                        }));
    return findings;
  }

  private Stream<Part> parts() {
    return Stream.concat(
        configuration.wiring().sources().stream(), configuration.wiring().sinks().stream());
  }

  /** Scheme, host and port alone, so that each is tried once. */
  private static URI address(String url) {
    try {
      URI uri = URI.create(url.replaceFirst("[?].*", ""));
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      String host = HttpUrl.host(uri);
      int port = HttpUrl.port(uri) >= 0 ? HttpUrl.port(uri) : PORTS.getOrDefault(scheme, -1);
      return host == null || port < 0
          ? null
          : URI.create(
              scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    } catch (IllegalArgumentException notOne) {
      return null;
    }
  }

  private void reach(Part part, String name, URI uri, List<Finding> findings) {
    Outbound outbound = configuration.outbound();
    Reach reach = new Reach(outbound, TIMEOUT);
    String trustStore = part.parameters().get("trustStore");
    try {
      if (name.equals("endpoint")) {
        reach.handshake(uri, outbound.providerTrust().orElse(null));
      } else if (trustStore == null || trustStore.isBlank()) {
        reach.handshake(uri, null);
      } else {
        // whom it trusts is looked at where the store and its password are
        reach.connect(uri);
      }
    } catch (IOException e) {
      String what =
          ConnectFailure.isAboutTheCertificate(e)
              ? ConnectFailure.told(uri, e)
              : uri + " cannot be reached now (" + why(e) + ")";
      findings.add(Finding.warning(part.name() + ": " + name + ": " + what));
    }
  }

  private static String why(IOException e) {
    return e instanceof UnknownHostException ? "unknown host" : e.getMessage();
  }
}
