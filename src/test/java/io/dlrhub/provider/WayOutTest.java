package io.dlrhub.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.dlrhub.http.Outbound;
import io.dlrhub.http.Proxies;
import io.dlrhub.http.Reach;
import io.dlrhub.http.TrustStore;
import io.dlrhub.testing.Certificates;
import io.dlrhub.testing.HttpProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider's call by way of proxies and with authorities of one's own, over real sockets. */
class WayOutTest {

  private static final ProviderRequest REQUEST =
      new ProviderRequest("v5/x?a=b", "application/json", "{}".getBytes(UTF_8));

  @TempDir private Path folder;
  private HttpServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void aCallGoesByTheProxyAndSignsItsRequestThere() throws Exception {
    int port = plain();
    try (HttpProxy proxy = HttpProxy.to(port)) {
      HttpAnswer answer =
          client("http://127.0.0.1:" + proxy.port(), null)
              .post(URI.create("http://provider.example/"), REQUEST);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(proxy.lines()).containsExactly("POST http://provider.example/v5/x?a=b HTTP/1.1");
    }
  }

  @Test
  void theProxyIsShownItsLogin() throws Exception {
    int port = plain();
    try (HttpProxy proxy = HttpProxy.to(port, "bWU6cEBzcw==")) {
      HttpAnswer answer =
          client("http://me:p%40ss@127.0.0.1:" + proxy.port(), null)
              .post(URI.create("http://provider.example/"), REQUEST);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(proxy.lines()).hasSize(1);
    }
  }

  @Test
  void theProxyIsShownItsLoginForATunnelToo() throws Exception {
    Certificates certificates = new Certificates(folder);
    int port = secure(certificates);
    TrustStore trust = new TrustStore(certificates.pem(), null);
    try (HttpProxy proxy = HttpProxy.to(port, "bWU6cEBzcw==")) {
      HttpAnswer answer =
          client("http://me:p%40ss@127.0.0.1:" + proxy.port(), trust)
              .post(URI.create("https://provider.example/"), REQUEST);
      assertThat(proxy.lines())
          .as("%s", answer.failure())
          .containsExactly("CONNECT provider.example:443 HTTP/1.1");
      assertThat(ConnectFailure.isAboutTheCertificate(answer.failure()))
          .as("it is of localhost: %s", answer.failure())
          .isTrue();
    }
  }

  @Test
  void aProxyThatIsAwayMeansThatNothingWasSent() throws Exception {
    // A port that was given back may be somebody else's by now; nobody has this one.
    HttpAnswer answer =
        client("http://127.0.0.1:1", null).post(URI.create("http://provider.example/"), REQUEST);
    assertThat(answer.notSent()).isTrue();
  }

  @Test
  void aTunnelLeadsToAProviderWhoseAuthorityIsTrusted() throws Exception {
    Certificates certificates = new Certificates(folder);
    int port = secure(certificates);
    TrustStore trust = new TrustStore(certificates.pem(), null);
    HttpAnswer answer =
        client(null, trust).post(URI.create("https://localhost:" + port + "/"), REQUEST);
    assertThat(answer.failure()).isNull();
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void aCertificateThatIsNotTrustedIsToldWithEndpointAndAdvice() throws Exception {
    int port = secure(new Certificates(folder));
    URI endpoint = URI.create("https://localhost:" + port + "/");
    HttpAnswer answer = client(null, null).post(endpoint, REQUEST);
    assertThat(answer.notSent()).isTrue();
    assertThat(answer.failure())
        .hasMessageContaining("https://localhost:" + port)
        .hasMessageContaining("dlr.http.trust-store");

    Reach reach = new Reach(outbound(null, null), Duration.ofSeconds(60));
    Throwable seen =
        Assertions.catchThrowable(
            () -> reach.handshake(URI.create("https://localhost:" + port), null));
    assertThat(ConnectFailure.isAboutTheCertificate(seen)).isTrue();
  }

  private int plain() throws IOException {
    return serve(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  private int secure(Certificates certificates) throws IOException {
    HttpsServer secure =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    secure.setHttpsConfigurator(new HttpsConfigurator(certificates.server()));
    return serve(secure);
  }

  private int serve(HttpServer made) {
    server = made;
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(UTF_8));
          }
        });
    server.start();
    return server.getAddress().getPort();
  }

  private static ProviderClient client(String proxy, TrustStore trust) {
    Duration limit = Duration.ofSeconds(60);
    return new ProviderClient(outbound(proxy, trust), limit, limit, 1000, "test");
  }

  private static Outbound outbound(String proxy, TrustStore trust) {
    return new Outbound(new Proxies(proxy, null, Map.of()), trust);
  }
}
