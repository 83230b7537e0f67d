package io.dlrhub.operator;

import io.dlrhub.report.Durations;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time as RFC 3339 has it, or an age such as {@code 2h}. */
public final class TimeReader implements ITypeConverter<Instant> {

  private final Clock clock;

  /** An age is counted back from that clock's time. */
  public TimeReader(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Instant convert(String text) {
    if (Durations.isValid(text)) {
      return clock.instant().minus(Durations.parse("an age", text));
    }
    try {
      return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "it is '"
              + text
              + "', accepted are a time such as 2026-11-20T08:00:00Z and an age such as 30m, 2h"
              + " or 7d");
    }
  }
}
