package io.dlrhub.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {

  @ParameterizedTest
  @CsvSource({
    "203.0.113.0/24, 203.0.113.255, true",
    "203.0.113.0/24, 203.0.114.0, false",
    "203.0.113.129/25, 203.0.113.128, true",
    "203.0.113.128/25, 203.0.113.127, false",
    "10.0.0.0/7, 11.255.255.255, true",
    "10.0.0.0/7, 12.0.0.0, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "0.0.0.0/0, 255.1.2.3, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "::/0, 2001:db8::1, true",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/33, 2001:db8:8000::, false",
    "::1, 0:0:0:0:0:0:0:1, true",
    "203.0.113.0/24, ::ffff:203.0.113.9, true",
    "::ffff:203.0.113.0/120, 203.0.113.9, true",
    "::ffff:127.0.0.0/104, 127.9.9.9, true",
    "::ffff:127.0.0.0/104, 128.0.0.1, false",
    "::ffff:203.0.113.9, 203.0.113.9, true",
    "203.0.113.0/24, localhost, false",
    "203.0.113.0/24, '', false"
  })
  void containsWhatItsPrefixCovers(String network, String address, boolean contained) {
    assertThat(Networks.of("allow", "198.51.100.1 , " + network).contains(address))
        .isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/33",
        "::/129",
        "10.0.0/8",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "10.0.0.0/8,",
        "host",
        "10.0.0.0/8 11.0.0.0/8",
        "10.0.0.0/+8",
        "::ffff:127.0.0.0/95",
        "/8"
      })
  void refusesWhatIsNoNetworkWithItsName(String list) {
    assertThatThrownBy(() -> Networks.of("dlr.ucloud.push.allow", list))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("dlr.ucloud.push.allow has '")
        .hasMessageContaining("10.0.0.0/8,2001:db8::/32,192.0.2.7");
  }

  @Test
  void noListIsNoNetwork() {
    assertThat(Networks.of("allow", null).isEmpty()).isTrue();
    assertThat(Networks.of("allow", " ").contains("10.0.0.1")).isFalse();
  }
}
