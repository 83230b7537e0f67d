package io.dlrhub.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.classic.ProxyClient;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;

/** Tries whether a far end can be reached, by the way a request would take, sending none. */
public final class Reach {

  private final Outbound outbound;
  private final Duration timeout;

  /**
   * @param timeout for a connection, and for each answer on the way
   */
  public Reach(Outbound outbound, Duration timeout) {
    this.outbound = outbound;
    this.timeout = timeout;
  }

  /** Connects, by way of the proxy where there is one. */
  public void connect(URI end) throws IOException {
    open(end).close();
  }

  /**
   * Connects, and for https shakes hands as far as the certificate.
   *
   * @param trust nullable for the platform's authorities
   */
  public void handshake(URI end, SSLContext trust) throws IOException {
    try (Socket socket = open(end)) {
      if (!"https".equalsIgnoreCase(end.getScheme())) {
        return;
      }
      SSLContext context = trust == null ? SSLContext.getInstance("Default") : trust;
      try (SSLSocket tls =
          (SSLSocket)
              context.getSocketFactory().createSocket(socket, host(end), HttpUrl.port(end), true)) {
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.startHandshake();
      }
    } catch (NoSuchAlgorithmException e) {
      throw new IOException(e);
    }
  }

  private Socket open(URI end) throws IOException {
    Optional<ProxyAddress> proxy =
        end.getScheme().toLowerCase(Locale.ROOT).startsWith("http")
            ? outbound.proxy(end.getScheme(), host(end), HttpUrl.port(end))
            : Optional.empty();
    if (proxy.isEmpty()) {
      return socket(host(end), HttpUrl.port(end));
    }
    ProxyAddress by = proxy.get();
    Socket toProxy = by(by);
    if ("http".equalsIgnoreCase(end.getScheme())) {
      return toProxy;
    }
    toProxy.close();
    return tunnel(by, end);
  }

  private Socket by(ProxyAddress proxy) throws IOException {
    try {
      return socket(proxy.host(), proxy.port());
    } catch (IOException e) {
      throw new IOException("the proxy " + proxy + ": " + e.getMessage(), e);
    }
  }

  private Socket tunnel(ProxyAddress proxy, URI end) throws IOException {
    try {
      Socket tunnel =
          new ProxyClient()
              .tunnel(
                  new HttpHost("http", proxy.host(), proxy.port()),
                  new HttpHost(host(end), HttpUrl.port(end)),
                  new UsernamePasswordCredentials(
                      proxy.user() == null ? "" : proxy.user(),
                      proxy.password() == null ? new char[0] : proxy.password().toCharArray()));
      tunnel.setSoTimeout((int) timeout.toMillis());
      return tunnel;
    } catch (HttpException | IOException e) {
      throw new IOException("the proxy " + proxy + ": " + e.getMessage(), e);
    }
  }

  private Socket socket(String host, int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
      socket.setSoTimeout((int) timeout.toMillis());
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static String host(URI end) {
    return HttpUrl.host(end);
  }
}
