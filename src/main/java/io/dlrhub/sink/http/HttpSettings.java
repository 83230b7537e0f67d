package io.dlrhub.sink.http;

import io.dlrhub.http.HttpUrl;
import io.dlrhub.http.TrustStore;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.apache.hc.core5.http.Header;

/**
 * Where and how to post.
 *
 * @param url the receiver
 * @param headers sent with every request, authentication among them
 * @param contentType of the body
 * @param delivered answers that mean delivered
 * @param refused answers that mean that a record is refused
 * @param gzip whether the body is compressed
 * @param parallel most requests at once
 * @param connectTimeout for a connection with its handshake
 * @param timeout for a whole request, answer included
 * @param trust who is trusted; null for those the platform trusts
 */
record HttpSettings(
    URI url,
    List<Header> headers,
    String contentType,
    AnswerCodes delivered,
    AnswerCodes refused,
    boolean gzip,
    int parallel,
    Duration connectTimeout,
    Duration timeout,
    TrustStore trust) {

  /** The receiver without what a query may give away. */
  String shownUrl() {
    return shown(url.toString());
  }

  /** An address without what a query may give away. */
  static String shown(String text) {
    int query = text.indexOf('?');
    return query < 0 ? text : text.substring(0, query);
  }

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException naming what is accepted
   */
  static URI url(String text) {
    if (!HttpUrl.isValid(text)) {
      throw badUrl();
    }
    return HttpUrl.parse(text);
  }

  private static IllegalArgumentException badUrl() {
    return new IllegalArgumentException(
        "url cannot be used; accepted is "
            + HttpUrl.ACCEPTED
            + ", for which there are username and password");
  }
}
