package io.dlrhub.report;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as they are written everywhere: in keys, in parameters of Kamelets, in options of
 * endpoints and on the command line. A whole number of at most nine digits with its unit, above
 * zero: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 12h}, {@code 30d}.
 */
public final class Durations {

  /** What {@link #parse} takes, for messages. */
  public static final String ACCEPTED = "a duration such as 500ms, 30s, 5m, 12h or 30d, above zero";

  /** What {@link #rising} takes, for messages. */
  public static final String ACCEPTED_RISING =
      "rising durations separated by commas, such as 5m,30m,3h";

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "ms", ChronoUnit.MILLIS,
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);

  private Durations() {}

  /**
   * Reads one; blanks around it are left out.
   *
   * @param name what it is called where it was written, for the message
   * @throws IllegalArgumentException naming it, its value and what is accepted
   */
  public static Duration parse(String name, String text) {
    Duration duration = read(text);
    if (duration == null) {
      throw refused(name, text, ACCEPTED);
    }
    return duration;
  }

  /** Whether it is one. */
  public static boolean isValid(String text) {
    return read(text) != null;
  }

  /**
   * Reads a list of durations, each longer than the one before.
   *
   * @param name what it is called where it was written, for the message
   * @throws IllegalArgumentException naming it, its value and what is accepted
   */
  public static List<Duration> rising(String name, String text) {
    List<Duration> durations = new ArrayList<>();
    Duration last = Duration.ZERO;
    for (String part : String.valueOf(text).split(",", -1)) {
      Duration next = read(part);
      if (next == null || next.compareTo(last) <= 0) {
        throw refused(name, text, ACCEPTED_RISING);
      }
      durations.add(next);
      last = next;
    }
    return durations;
  }

  private static IllegalArgumentException refused(String name, String text, String accepted) {
    return new IllegalArgumentException(name + " is '" + text + "', accepted is " + accepted);
  }

  /** Null for none. */
  private static Duration read(String text) {
    Matcher parts = TEXT.matcher(text == null ? "" : text.strip());
    if (!parts.matches()) {
      return null;
    }
    Duration duration = Duration.of(Long.parseLong(parts.group(1)), UNITS.get(parts.group(2)));
    return duration.isZero() ? null : duration;
  }
}
