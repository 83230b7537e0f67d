package io.dlrhub.sink.file;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** How files are called, by the time they are written, UTC. */
final class FileNames {

  private static final DateTimeFormatter CUT = formatter("HHmmssSSS");

  private final String prefix;
  private final String suffix;
  private final DateTimeFormatter period;

  /**
   * @param pattern of {@link DateTimeFormatter}; {@code yyyy-MM-dd} gives a file a day
   * @throws IllegalArgumentException if it is none
   */
  FileNames(String prefix, String pattern, String suffix) {
    this.prefix = prefix;
    this.suffix = suffix;
    this.period = formatter(pattern);
  }

  private static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  /** The file of that moment. */
  String at(Instant time) {
    return prefix + period.format(time) + suffix;
  }

  /** Another name for a finished file, when its own is taken or was cut before its period ended. */
  String cut(String name, Instant time) {
    return cut(name, suffix, time);
  }

  /** The same for a name with any ending. */
  static String cut(String name, String suffix, Instant time) {
    return name.substring(0, name.length() - suffix.length()) + "-" + CUT.format(time) + suffix;
  }

  /** Whether that is the name of one of these files. */
  boolean isOurs(String name) {
    if (name.length() < prefix.length() + suffix.length()
        || !name.startsWith(prefix)
        || !name.endsWith(suffix)) {
      return false;
    }
    try {
      period.parse(name.substring(prefix.length(), name.length() - suffix.length()));
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
