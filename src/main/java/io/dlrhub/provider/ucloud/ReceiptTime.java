package io.dlrhub.provider.ucloud;

import java.time.Instant;

/** UCloud's {@code ReceiptTime}: seconds since 1970, as a number or a text. */
final class ReceiptTime {

  /** From here on it can only be milliseconds. */
  private static final long MILLISECONDS_FROM = 100_000_000_000L;

  private static final long EARLIEST = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
  private static final long LATEST = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond();

  private ReceiptTime() {}

  /**
   * The instant, whole seconds; null for 0, for none, and for what cannot be a time of a report.
   */
  static Instant instant(String text) {
    long value = Numbers.nonNegative(text);
    long seconds = value >= MILLISECONDS_FROM ? value / 1000 : value;
    return seconds >= EARLIEST && seconds < LATEST ? Instant.ofEpochSecond(seconds) : null;
  }
}
