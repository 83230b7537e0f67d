package io.dlrhub.sink.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How long an answer asks to wait (RFC 9110, 10.2.3): seconds, or a date in one of three forms. */
final class RetryAfter {

  private static final int DIGITS = 9;

  /** HttpClient's own reading of dates fails on the last of them. */
  private static final List<DateTimeFormatter> DATES =
      List.of(
          date("EEE, dd MMM yyyy HH:mm:ss 'GMT'"),
          date("EEEE, dd-MMM-yy HH:mm:ss 'GMT'"),
          date("EEE MMM ppd HH:mm:ss yyyy"));

  private RetryAfter() {}

  /** Empty when there is no such header, or one that cannot be understood. */
  static Optional<Duration> parse(String header, Instant now) {
    if (header == null) {
      return Optional.empty();
    }
    String value = header.trim();
    if (value.matches("\\d{1," + DIGITS + "}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    return date(value, DATES)
        .map(date -> Duration.between(now, date))
        .map(pause -> pause.isNegative() ? Duration.ZERO : pause);
  }

  private static DateTimeFormatter date(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
  }

  private static Optional<Instant> date(String text, List<DateTimeFormatter> formats) {
    for (DateTimeFormatter format : formats) {
      try {
        return Optional.of(format.parse(text, Instant::from));
      } catch (DateTimeException e) {
        continue;
      }
    }
    return Optional.empty();
  }
}
