package io.dlrhub.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which proxy leads to a host: {@code dlr.http.proxy}, else Java's own properties ({@code
 * https.proxyHost} …), else {@code HTTPS_PROXY} and {@code HTTP_PROXY} by the scheme. Loopback and
 * what {@code dlr.http.no-proxy}, else {@code NO_PROXY}, lists is reached directly.
 */
public final class Proxies {

  private static final Logger LOG = LoggerFactory.getLogger(Proxies.class);

  private final ProxyAddress chosen;
  private final NoProxy direct;
  private final Map<String, String> environment;

  /**
   * @param proxy nullable or blank for none
   * @param noProxy nullable or blank to take the environment's
   * @throws IllegalArgumentException if the proxy is none; says what is accepted
   */
  public Proxies(String proxy, String noProxy, Map<String, String> environment) {
    this.chosen = isBlank(proxy) ? null : ProxyAddress.parse(proxy);
    this.environment = environment;
    this.direct = new NoProxy(isBlank(noProxy) ? variable("NO_PROXY") : noProxy);
  }

  /** The proxy for requests to that host; empty where there is none on the way. */
  public Optional<ProxyAddress> to(String scheme, String host, int port) {
    if (NoProxy.isLoopback(host) || direct.matches(host, port)) {
      return Optional.empty();
    }
    if (chosen != null) {
      return Optional.of(chosen);
    }
    String lower = scheme.toLowerCase(Locale.ROOT);
    Optional<ProxyAddress> ofJava = ofJava(lower, host, port);
    boolean javaDecides =
        System.getProperty(lower + ".proxyHost") != null
            || System.getProperty("socksProxyHost") != null;
    return ofJava.isPresent() || javaDecides ? ofJava : ofEnvironment(lower);
  }

  /** The proxy at that address, if it has a login. */
  Optional<ProxyAddress> withLogin(String host, int port) {
    return Stream.of(Optional.ofNullable(chosen), ofEnvironment("https"), ofEnvironment("http"))
        .flatMap(Optional::stream)
        .filter(proxy -> proxy.user() != null)
        .filter(proxy -> proxy.host().equalsIgnoreCase(host) && proxy.port() == port)
        .findFirst();
  }

  private static Optional<ProxyAddress> ofJava(String scheme, String host, int port) {
    ProxySelector selector = ProxySelector.getDefault();
    if (selector == null) {
      return Optional.empty();
    }
    String bracketed = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    String authority = port < 0 ? bracketed : bracketed + ":" + port;
    for (Proxy proxy : selector.select(URI.create(scheme + "://" + authority + "/"))) {
      if (proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress at) {
        return Optional.of(new ProxyAddress(at.getHostString(), at.getPort(), null, null));
      }
    }
    return Optional.empty();
  }

  private Optional<ProxyAddress> ofEnvironment(String scheme) {
    String name = scheme.toUpperCase(Locale.ROOT) + "_PROXY";
    String value = variable(name);
    if (isBlank(value)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ProxyAddress.parse(value));
    } catch (IllegalArgumentException e) {
      LOG.warn("{} is not used: {}; or set dlr.http.proxy", name, e.getMessage());
      return Optional.empty();
    }
  }

  /** Written in capitals or not, as programs differ. */
  private String variable(String name) {
    String lower = environment.get(name.toLowerCase(Locale.ROOT));
    return isBlank(lower) ? environment.get(name) : lower;
  }

  private static boolean isBlank(String text) {
    return text == null || text.isBlank();
  }
}
