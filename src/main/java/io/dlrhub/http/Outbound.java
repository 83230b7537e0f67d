package io.dlrhub.http;

import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.Credentials;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * The one way out of the process: which proxy leads to a host, and which authorities are trusted
 * for providers. A host that embeds the Kamelets binds one in its registry; without one, Java's
 * proxy properties, the environment and the platform's authorities count.
 */
public final class Outbound {

  private final Proxies proxies;
  private final SSLContext providerTrust;

  /**
   * @param providerTrust nullable for the platform's authorities
   */
  public Outbound(Proxies proxies, TrustStore providerTrust) {
    this.proxies = proxies;
    this.providerTrust = providerTrust == null ? null : providerTrust.context();
  }

  /** The single one in the context's registry, else that of the environment. */
  public static Outbound of(CamelContext context) {
    Outbound found =
        context == null ? null : context.getRegistry().findSingleByType(Outbound.class);
    return found == null ? new Outbound(new Proxies(null, null, System.getenv()), null) : found;
  }

  /** Leads the client's requests by way of their proxies, with the login these ask for. */
  public HttpClientBuilder route(HttpClientBuilder client) {
    return client
        .setRoutePlanner(
            new DefaultRoutePlanner(null) {
              @Override
              protected HttpHost determineProxy(HttpHost target, HttpContext context) {
                return to(target)
                    .map(proxy -> new HttpHost("http", proxy.host(), proxy.port()))
                    .orElse(null);
              }
            })
        .setDefaultCredentialsProvider(new ProxyLogins());
  }

  /** TLS for providers; empty for the platform's. */
  public Optional<SSLContext> providerTrust() {
    return Optional.ofNullable(providerTrust);
  }

  /** The proxy on the way to that host. */
  public Optional<ProxyAddress> proxy(String scheme, String host, int port) {
    return proxies.to(scheme, host, port);
  }

  private Optional<ProxyAddress> to(HttpHost target) {
    return proxies.to(target.getSchemeName(), target.getHostName(), target.getPort());
  }

  /** Gives a proxy its login, and nobody else anything. */
  private final class ProxyLogins implements CredentialsProvider {
    @Override
    public Credentials getCredentials(AuthScope scope, HttpContext context) {
      return proxies
          .withLogin(scope.getHost(), scope.getPort())
          .map(
              proxy ->
                  new UsernamePasswordCredentials(proxy.user(), proxy.password().toCharArray()))
          .orElse(null);
    }
  }
}
