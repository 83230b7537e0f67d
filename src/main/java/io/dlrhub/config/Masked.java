package io.dlrhub.config;

import java.util.Collection;
import java.util.regex.Pattern;

/** Text from which secrets are taken out. */
public final class Masked {

  private static final Pattern PARAMETER =
      Pattern.compile("(?i)([?&;][^=&;]*(?:password|secret|token|key)[^=&;]*=)[^&;\\s]*");

  /** A password may hold {@code @} and {@code /}; a port is none. */
  private static final Pattern PASSWORD =
      Pattern.compile("(://[^/:@\\s]*):(?!\\d{1,5}(?:[/?#,)\\s]|$))\\S*@");

  /** Alone before a host it may be a token. */
  private static final Pattern USER = Pattern.compile("://[^/:@\\s]+@");

  private static final int SHORTEST = 4;

  private Masked() {}

  /** That URL with its passwords, and a user without one, as {@code ***}. */
  static String url(String url) {
    String masked = PARAMETER.matcher(url).replaceAll("$1***");
    return USER.matcher(PASSWORD.matcher(masked).replaceAll("$1:***@")).replaceAll("://***@");
  }

  /**
   * That text with each of the secrets as {@code ***}; those of fewer than four characters are
   * left, or half of the text would go.
   */
  public static String text(String text, Collection<String> secrets) {
    String masked = text;
    for (String secret : secrets) {
      if (secret.length() >= SHORTEST) {
        masked = masked.replace(secret, "***");
      }
    }
    return url(masked);
  }
}
