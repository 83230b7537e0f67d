package io.dlrhub.provider;

import java.net.URI;

/** The option {@code endpoint} of every provider's Kamelet. */
public final class Endpoint {

  /** What is accepted, for messages. */
  public static final String ACCEPTED =
      "a URL that begins with http:// or https:// and holds no user or password, no fragment (#)"
          + " and no query (?), which would not be signed";

  private Endpoint() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException naming the option, its value and what is accepted; a query is
   *     refused because nothing of it would be signed
   */
  public static URI parse(String value) {
    URI uri = uri(value);
    boolean http =
        uri != null
            && ("http".equalsIgnoreCase(uri.getScheme())
                || "https".equalsIgnoreCase(uri.getScheme()))
            && uri.getRawAuthority() != null
            && !uri.getRawAuthority().contains("@");
    if (!http || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("endpoint is '" + value + "', accepted is " + ACCEPTED);
    }
    if (uri.getRawQuery() != null) {
      throw new IllegalArgumentException(
          "endpoint is '" + value + "': its query would not be signed; accepted is " + ACCEPTED);
    }
    return uri.getRawPath().isEmpty() ? URI.create(value.strip() + "/") : uri;
  }

  private static URI uri(String value) {
    try {
      return value == null ? null : URI.create(value.strip());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
