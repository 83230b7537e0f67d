package io.dlrhub.provider.tencent;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * One request for the figures of one hour (document of {@code pullcallbackstatus}, sections 1 and
 * 2).
 *
 * @param windowStart first instant of the hour
 * @param askedAt the time it is signed with
 * @param query the URL's query
 * @param body JSON with {@code sig} as text and {@code time}, {@code begin_date}, {@code end_date}
 *     as numbers: Tencent answers a number in quotes with 1004
 */
record StatisticsCall(Instant windowStart, Instant askedAt, String query, String body) {

  /** The provider's name of the call. */
  static final String ACTION = "pullcallbackstatus";

  /** The URL's path. */
  static final String PATH = "v5/tlssmssvr/" + ACTION;

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Signs a request for one hour. */
  static StatisticsCall of(TencentAccount account, Instant windowStart, Instant now) {
    return of(account, windowStart, now, random(RANDOM));
  }

  static StatisticsCall of(
      TencentAccount account, Instant windowStart, Instant now, String random) {
    long time = now.getEpochSecond();
    long hour = BeijingHour.number(windowStart);
    String sig = TencentSignature.sign(account.appKey(), random, time);
    String query =
        "sdkappid="
            + URLEncoder.encode(account.sdkAppId(), StandardCharsets.UTF_8)
            + "&random="
            + random;
    String body =
        String.format(
            Locale.ROOT,
            "{\"sig\":\"%s\",\"time\":%d,\"begin_date\":%d,\"end_date\":%d}",
            sig,
            time,
            hour,
            hour);
    return new StatisticsCall(windowStart, now, query, body);
  }

  /**
   * A fresh {@code random}: sixteen digits, so never within 32 bits, and below 2^53, so that a
   * reader that takes it for a floating-point number still writes the digits we signed.
   */
  static String random(RandomGenerator source) {
    return Long.toString(source.nextLong(1_000_000_000_000_000L, 9_000_000_000_000_000L));
  }
}
