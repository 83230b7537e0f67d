package io.dlrhub.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** RFC 3339 text of an instant, UTC, whole seconds or milliseconds; dates of the Gregorian era. */
final class Timestamps {

  private static final int DAY_SECONDS = 86_400;

  /** From 1970-01-01 to 0000-03-01, where the years of the reckoning below begin, and its cycle. */
  private static final int DAYS_TO_1970 = 719_468;

  private static final int CYCLE_DAYS = 146_097;

  /** 0000-03-01 and 10000-01-01: between them a year has four digits. */
  private static final long FIRST = -62_162_035_200L;

  private static final long END = 253_402_300_800L;

  private Timestamps() {}

  /**
   * Writes {@code "2026-11-20T08:00:00Z"}, or {@code …00.123Z} where there are milliseconds, with
   * its quotes; null as it is.
   */
  static void write(JsonLine json, Instant instant) {
    if (instant == null || instant.getEpochSecond() < FIRST || instant.getEpochSecond() >= END) {
      json.text(instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS).toString());
      return;
    }
    long seconds = instant.getEpochSecond();
    int ofDay = (int) Math.floorMod(seconds, (long) DAY_SECONDS);
    json.sign('"');
    date(json, (int) Math.floorDiv(seconds, (long) DAY_SECONDS));
    json.sign('T').digits(ofDay / 3600, 2).sign(':').digits(ofDay / 60 % 60, 2).sign(':');
    json.digits(ofDay % 60, 2);
    int millis = instant.getNano() / 1_000_000;
    if (millis > 0) {
      json.sign('.').digits(millis, 3);
    }
    json.sign('Z').sign('"');
  }

  /** The year begins in March, so that the day that may be missing is its last. */
  private static void date(JsonLine json, int epochDay) {
    int day = epochDay + DAYS_TO_1970;
    int cycle = day / CYCLE_DAYS;
    int ofCycle = day % CYCLE_DAYS;
    int year = (ofCycle - ofCycle / 1460 + ofCycle / 36_524 - ofCycle / 146_096) / 365;
    int ofYear = ofCycle - (365 * year + year / 4 - year / 100);
    int month = (5 * ofYear + 2) / 153;
    int ofMonth = ofYear - (153 * month + 2) / 5 + 1;
    boolean nextYear = month >= 10;
    json.digits(400 * cycle + year + (nextYear ? 1 : 0), 4).sign('-');
    json.digits(nextYear ? month - 9 : month + 3, 2).sign('-').digits(ofMonth, 2);
  }
}
