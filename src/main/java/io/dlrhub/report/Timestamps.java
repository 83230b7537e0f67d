package io.dlrhub.report;

import java.time.Instant;

/** RFC 3339 text of an instant, UTC, whole seconds or milliseconds; dates of the Gregorian era. */
final class Timestamps {

  private Timestamps() {}

  /** {@code 2026-11-20T08:00:00Z}, or {@code …00.123Z} where there are milliseconds. */
  static String text(Instant instant) {
    return instant.truncatedTo(java.time.temporal.ChronoUnit.MILLIS).toString();
  }
}
