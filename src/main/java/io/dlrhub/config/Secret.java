package io.dlrhub.config;

import java.util.regex.Pattern;

/** Which keys hold secrets. */
final class Secret {

  private static final Pattern LIKELY =
      Pattern.compile("(?i).*(password|passwd|secret|token|(private|app)-?key)");

  private Secret() {}

  /** Documented as one, or, for a site's own key, named like one. */
  static boolean names(String key) {
    return Keys.find(key).map(Key::secret).orElseGet(() -> LIKELY.matcher(key).matches());
  }
}
