package io.dlrhub.provider.tencent;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Hours as Tencent writes them: {@code yyyymmddhh} in Beijing wall time, as one number.
 *
 * <p>Beijing is eight whole hours ahead of UTC all year, so its hours begin when UTC hours do; only
 * their names differ, and from 00 to 08 the day as well.
 */
final class BeijingHour {

  private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

  private BeijingHour() {}

  /** The number of the hour an instant lies in: {@code 2016090800} for 2016-09-07T16:00:00Z. */
  static long number(Instant instant) {
    OffsetDateTime time = instant.atOffset(BEIJING);
    long day = time.getYear() * 10_000L + time.getMonthValue() * 100L + time.getDayOfMonth();
    return day * 100 + time.getHour();
  }

  /** The first instant of the hour an instant lies in. */
  static Instant start(Instant instant) {
    return instant.truncatedTo(ChronoUnit.HOURS);
  }
}
