package io.dlrhub.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUrlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP://127.0.0.1:8089/|http://127.0.0.1:8089/|127.0.0.1|8089",
        "http://ucloud_api:8089/|http://ucloud_api:8089/|ucloud_api|8089",
        "https://a-b.example|https://a-b.example|a-b.example|-1",
        "hTTps://[::1]:9/x?y=z|https://[::1]:9/x?y=z|::1|9",
        "' http://a/ '|http://a/|a|-1"
      })
  void readsWhatPeopleWrite(String text, String url, String host, int port) {
    assertThat(HttpUrl.parse(text)).hasToString(url);
    assertThat(HttpUrl.host(HttpUrl.parse(text))).isEqualTo(host);
    assertThat(HttpUrl.port(HttpUrl.parse(text))).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "ftp://a/",
        "http:/a",
        "http://",
        "http:///x",
        "http://me:pw@a/",
        "http://me@a/",
        "http://a:70000/",
        "http://a b/",
        "http://a:x/"
      })
  void refusesWhatIsNone(String text) {
    assertThat(HttpUrl.isValid(text)).isFalse();
  }
}
