package io.dlrhub.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which proxy leads where. */
class ProxiesTest {

  private static final Map<String, String> NOTHING = Map.of();

  @AfterEach
  void forget() {
    System.clearProperty("https.proxyHost");
    System.clearProperty("https.proxyPort");
    System.clearProperty("http.nonProxyHosts");
  }

  @Test
  void theKeyWinsOverJavaAndTheEnvironment() {
    System.setProperty("https.proxyHost", "java");
    Proxies proxies =
        new Proxies("http://me:p%40ss@key:3128", null, Map.of("HTTPS_PROXY", "http://env:1"));
    ProxyAddress proxy = proxies.to("https", "api.ucloud.cn", 443).orElseThrow();
    assertThat(proxy).isEqualTo(new ProxyAddress("key", 3128, "me", "p@ss"));
    assertThat(proxy).asString().doesNotContain("p@ss");
  }

  @Test
  void javasPropertiesWinOverTheEnvironmentAndSayWhatGoesDirect() {
    System.setProperty("https.proxyHost", "java");
    System.setProperty("https.proxyPort", "8888");
    System.setProperty("http.nonProxyHosts", "*.inner");
    Proxies proxies = new Proxies(null, null, Map.of("HTTPS_PROXY", "http://env:1"));
    assertThat(proxies.to("https", "api.ucloud.cn", 443))
        .contains(new ProxyAddress("java", 8888, null, null));
    assertThat(proxies.to("https", "a.inner", 443)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "HTTPS_PROXY, https, http://env:1",
    "https_proxy, https, env:1",
    "HTTP_PROXY, http, http://env:1/",
    "http_proxy, http, http://env:1",
  })
  void theEnvironmentIsTakenByTheScheme(String name, String scheme, String value) {
    Proxies proxies = new Proxies(null, null, Map.of(name, value));
    assertThat(proxies.to(scheme, "api.ucloud.cn", 443))
        .contains(new ProxyAddress("env", 1, null, null));
    String other = scheme.equals("http") ? "https" : "http";
    assertThat(proxies.to(other, "api.ucloud.cn", 443)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "localhost", "LOCALHOST", "::1", "[::1]"})
  void loopbackIsReachedDirectly(String host) {
    assertThat(new Proxies("http://key:1", null, NOTHING).to("http", host, 80)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "example.com, example.com, true",
    "example.com, a.example.com, true",
    ".example.com, a.example.com, true",
    "*.example.com, a.example.com, true",
    "EXAMPLE.com, a.Example.COM., true",
    "example.com, badexample.com, false",
    "other.net example.com, example.com, true",
    "'other.net, example.com', example.com, true",
    "*, anything.at.all, true",
    "10.0.0.0/8, 10.1.2.3, true",
    "10.0.0.0/8, 11.1.2.3, false",
    "10.0.0.0/8, a10.example, false",
    "10.1.2.3, 10.1.2.3, true",
    "2001:db8::/32, 2001:db8::7, true",
    "example.com:8443, example.com, false",
    "example.com:443, example.com, true",
  })
  void whatIsListedIsReachedDirectly(String list, String host, boolean direct) {
    Proxies byKey = new Proxies("http://key:1", list, NOTHING);
    assertThat(byKey.to("https", host, 443).isEmpty()).isEqualTo(direct);
    Proxies byEnvironment =
        new Proxies(null, null, Map.of("HTTPS_PROXY", "http://env:1", "NO_PROXY", list));
    assertThat(byEnvironment.to("https", host, 443).isEmpty()).isEqualTo(direct);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://secret:1", "socks5://secret:1", "http://", "http://secret:1/x", "a b"})
  void whatIsNoHttpProxyIsRefusedWithoutShowingIt(String text) {
    assertThatThrownBy(() -> new Proxies(text, null, NOTHING))
        .hasMessageContaining("http://user:password@host:port")
        .hasMessageNotContaining("secret");
  }
}
