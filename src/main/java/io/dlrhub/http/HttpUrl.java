package io.dlrhub.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpHost;

/**
 * URLs as people write them: the scheme in any case, hosts with an underscore, as Docker Compose
 * makes them, which {@link URI#getHost} knows nothing of.
 */
public final class HttpUrl {

  /** What {@link #parse} takes, for messages. */
  public static final String ACCEPTED =
      "a URL that begins with http:// or https:// and holds no user or password";

  private static final Pattern AUTHORITY =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([\\p{L}\\p{N}_.~-]+))(?::(\\d{1,5}))?");
  private static final int LAST_PORT = 65_535;

  private HttpUrl() {}

  /**
   * Reads one.
   *
   * @return with the scheme in lower case
   * @throws IllegalArgumentException saying what is accepted; the text is not in it, it may hold a
   *     password
   */
  public static URI parse(String text) {
    try {
      String stripped = text == null ? "" : text.strip();
      URI uri = new URI(stripped);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (scheme.matches("https?") && host(uri) != null) {
        return scheme.equals(uri.getScheme())
            ? uri
            : new URI(scheme + stripped.substring(scheme.length()));
      }
    } catch (URISyntaxException notOne) {
      throw refused();
    }
    throw refused();
  }

  /** Whether it is one. */
  public static boolean isValid(String text) {
    try {
      parse(text);
      return true;
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }

  private static IllegalArgumentException refused() {
    return new IllegalArgumentException("accepted is " + ACCEPTED);
  }

  /** The name or address, one of IPv6 without brackets; null where there is none, or a user. */
  public static String host(URI uri) {
    Matcher authority = authority(uri);
    if (authority == null) {
      return null;
    }
    return authority.group(1) == null ? authority.group(2) : authority.group(1);
  }

  /** The port that is written there; negative where none is. */
  public static int port(URI uri) {
    Matcher authority = authority(uri);
    return authority == null || authority.group(3) == null
        ? -1
        : Integer.parseInt(authority.group(3));
  }

  /** The host to connect to, in the terms of HttpClient. */
  public static HttpHost target(URI uri) {
    return new HttpHost(uri.getScheme(), host(uri), port(uri));
  }

  private static Matcher authority(URI uri) {
    String text = uri.getRawAuthority();
    Matcher authority = AUTHORITY.matcher(text == null ? "" : text);
    return authority.matches()
            && (authority.group(3) == null || Integer.parseInt(authority.group(3)) <= LAST_PORT)
        ? authority
        : null;
  }
}
