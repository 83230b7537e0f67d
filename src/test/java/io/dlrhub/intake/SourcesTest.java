package io.dlrhub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.http.Networks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who sent a request that came through proxies. */
class SourcesTest {

  private static final Networks PROXIES = Networks.of("proxies", "10.0.0.0/8, 2001:db8:f::/48");

  private record Request(String peer, Map<String, List<String>> headers) implements Gate.Request {
    @Override
    public String method() {
      return "POST";
    }

    @Override
    public List<String> headers(String name) {
      return headers.getOrDefault(name, List.of());
    }

    @Override
    public String authorization() {
      return null;
    }

    @Override
    public String rawQuery() {
      return null;
    }
  }

  private static String sender(String peer, String header, String... values) {
    return new Sources(Networks.NONE, PROXIES)
        .sender(new Request(peer, Map.of(header, List.of(values))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "192.0.2.1 | 203.0.113.9                       | 192.0.2.1",
        "10.0.0.1  | 203.0.113.9                       | 203.0.113.9",
        "10.0.0.1  | 6.6.6.6, 203.0.113.9              | 203.0.113.9",
        "10.0.0.1  | 203.0.113.9, 10.0.0.2             | 203.0.113.9",
        "10.0.0.1  | 10.0.0.3, 10.0.0.2                | 10.0.0.3",
        "10.0.0.1  | 203.0.113.9:4711                  | 203.0.113.9",
        "10.0.0.1  | \"203.0.113.9\"                   | 203.0.113.9",
        "10.0.0.1  | \"203.0.113.9:4711\", \"10.0.0.2\"| 203.0.113.9",
        "10.0.0.1  | [2001:db8::1]:4711                | 2001:db8::1",
        "10.0.0.1  | \"[2001:db8::1]:4711\"            | 2001:db8::1",
        "10.0.0.1  | 2001:db8::1                       | 2001:db8::1",
        "10.0.0.1  | unknown                           | unknown"
      })
  void theSenderIsTheRightmostAddressThatIsNoTrustedProxy(
      String peer, String header, String sender) {
    assertThat(sender(peer, "X-Forwarded-For", header)).isEqualTo(sender);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "192.0.2.1 | for=203.0.113.9                                   | 192.0.2.1",
        "10.0.0.1  | for=203.0.113.9                                   | 203.0.113.9",
        "10.0.0.1  | For=\"203.0.113.9:4711\";proto=https;by=10.0.0.1  | 203.0.113.9",
        "10.0.0.1  | proto=http; for=\"[2001:DB8::17]:4711\"           | 2001:DB8::17",
        "10.0.0.1  | for=6.6.6.6, for=203.0.113.9;host=\"a,b;for=c\"   | 203.0.113.9",
        "10.0.0.1  | for=203.0.113.9, for=10.0.0.2                     | 203.0.113.9",
        "10.0.0.1  | for=203.0.113.9, for=\"[2001:db8:f::2]\"          | 203.0.113.9",
        "10.0.0.1  | for=_hidden                                       | _hidden",
        "10.0.0.1  | for=203.0.113.9, proto=https                      | unknown"
      })
  void forwardedIsReadAsRfc7239HasIt(String peer, String header, String sender) {
    assertThat(sender(peer, "Forwarded", header)).isEqualTo(sender);
  }

  /**
   * A proxy adds its element to what the client has sent, after a comma. A quote that the client
   * leaves open, or a bracket, must not make that element part of the client's.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Forwarded       | for=203.0.113.9;x=\"                | for=192.0.2.66",
        "Forwarded       | for=203.0.113.9;x=\"                | for=\"[2001:db8::66]\"",
        "Forwarded       | for=203.0.113.9;x=\"                | for=\"[2001:db8::66]:80\";by=10.0.0.1",
        "Forwarded       | for=203.0.113.9;x=\"\\             | for=\"[2001:db8::66]\"",
        "Forwarded       | for=\"[203.0.113.9]                 | for=\"[2001:db8::66]\"",
        "Forwarded       | for=\"203.0.113.9                   | for=\"[2001:db8::66]\"",
        "Forwarded       | for=203.0.113.9;                    | for=192.0.2.66",
        "Forwarded       | for=203.0.113.9,                    | for=192.0.2.66",
        "X-Forwarded-For | \"203.0.113.9                       | 192.0.2.66",
        "X-Forwarded-For | \"[203.0.113.9]                     | \"[2001:db8::66]\"",
        "X-Forwarded-For | [203.0.113.9]\"                     | 192.0.2.66",
        "X-Forwarded-For | 203.0.113.9:\"                      | 192.0.2.66"
      })
  void noOpenQuoteHidesTheElementOfTheProxy(String header, String forged, String written) {
    Sources sources = new Sources(Networks.of("allow", "203.0.113.0/24"), PROXIES);
    String line = forged + ", " + written;
    Request request = new Request("10.0.0.1", Map.of(header, List.of(line)));
    assertThat(sources.accept(request)).as("%s: %s", header, line).isFalse();
  }

  @Test
  void realIpIsTheSender() {
    assertThat(sender("10.0.0.1", "X-Real-IP", "203.0.113.9")).isEqualTo("203.0.113.9");
    assertThat(sender("192.0.2.1", "X-Real-IP", "203.0.113.9")).isEqualTo("192.0.2.1");
  }

  @Test
  void severalHeadersOfOneNameCountAsOne() {
    assertThat(sender("10.0.0.1", "X-Forwarded-For", "6.6.6.6", "203.0.113.9, 10.0.0.2"))
        .isEqualTo("203.0.113.9");
  }

  /** A proxy writes one of them and hands on what the client has written into the others. */
  @Test
  void eachHeaderThatIsThereMustNameAnAllowedSender() {
    Sources sources = new Sources(Networks.of("allow", "203.0.113.0/24"), PROXIES);
    String allowed = "203.0.113.9";
    String foreign = "192.0.2.66";
    for (String forged : Sources.HEADERS) {
      for (String written : Sources.HEADERS) {
        if (!forged.equals(written)) {
          Request request =
              new Request(
                  "10.0.0.1",
                  Map.of(
                      forged, List.of(element(forged, allowed)),
                      written, List.of(element(written, foreign))));
          assertThat(sources.accept(request)).as("%s", request).isFalse();
        }
      }
    }
    Request honest =
        new Request(
            "10.0.0.1", Map.of("X-Real-IP", List.of(allowed), "X-Forwarded-For", List.of(allowed)));
    assertThat(sources.accept(honest)).isTrue();
  }

  private static String element(String header, String address) {
    return header.equals("Forwarded") ? "for=" + address : address;
  }
}
