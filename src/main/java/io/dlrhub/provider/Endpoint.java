package io.dlrhub.provider;

import io.dlrhub.http.HttpUrl;
import java.net.URI;

/** The option {@code endpoint} of every provider's Kamelet. */
public final class Endpoint {

  /** What is accepted, for messages. */
  public static final String ACCEPTED =
      HttpUrl.ACCEPTED + ", no fragment (#) and no query (?), which would not be signed";

  private Endpoint() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException naming the option, its value and what is accepted; a query is
   *     refused because nothing of it would be signed
   */
  public static URI parse(String value) {
    URI uri = HttpUrl.isValid(value) ? HttpUrl.parse(value) : null;
    if (uri == null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("endpoint is '" + value + "', accepted is " + ACCEPTED);
    }
    if (uri.getRawQuery() != null) {
      throw new IllegalArgumentException(
          "endpoint is '" + value + "': its query would not be signed; accepted is " + ACCEPTED);
    }
    return uri.getRawPath().isEmpty() ? URI.create(uri + "/") : uri;
  }
}
