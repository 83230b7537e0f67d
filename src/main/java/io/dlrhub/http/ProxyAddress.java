package io.dlrhub.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * An HTTP proxy.
 *
 * @param host its name or address
 * @param port 1 to 65535
 * @param user nullable
 * @param password nullable
 */
public record ProxyAddress(String host, int port, String user, String password) {

  /** What {@link #parse} takes, for messages. */
  public static final String ACCEPTED =
      "a proxy as http://host:port or http://user:password@host:port (a special character in user"
          + " or password percent-encoded)";

  private static final int DEFAULT_PORT = 80;

  /**
   * Reads one; {@code host:port} without a scheme too, as {@code HTTP_PROXY} may have it.
   *
   * @throws IllegalArgumentException saying what is accepted; the text is not in it, it may hold a
   *     password
   */
  public static ProxyAddress parse(String text) {
    try {
      String stripped = text.strip();
      URI uri = new URI(stripped.contains("://") ? stripped : "http://" + stripped);
      boolean bare = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
      if (!"http".equalsIgnoreCase(uri.getScheme())
          || uri.getHost() == null
          || !bare
          || uri.getRawQuery() != null) {
        throw new IllegalArgumentException("accepted is " + ACCEPTED);
      }
      int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
      String[] login = uri.getRawUserInfo() == null ? null : uri.getRawUserInfo().split(":", 2);
      return new ProxyAddress(
          uri.getHost().replaceAll("[\\[\\]]", ""),
          port,
          login == null ? null : decoded(login[0]),
          login == null ? null : login.length < 2 ? "" : decoded(login[1]));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("accepted is " + ACCEPTED);
    }
  }

  /** Never the password. */
  @Override
  public String toString() {
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
