package io.dlrhub.ledger;

import io.dlrhub.ledger.schedule.QuerySchedule;
import java.time.Clock;
import java.time.Duration;

/**
 * How to open a ledger.
 *
 * @param url {@code jdbc:sqlite:PATH}, folders on the way are made; or {@code
 *     jdbc:postgresql://HOST/DATABASE}
 * @param username nullable
 * @param password nullable
 * @param retention how long records are kept after every enabled sink has passed them
 * @param quarantineMaxBytes the oldest entries go when quarantine is larger
 * @param clock for every time the ledger takes itself
 * @param querySchedule when tracked messages without a report are asked for
 * @param phoneRegion region of a tracked phone written without country code, two letters
 * @param instance name of this process among those that share the ledger, which no other living one
 *     has; null for one that may share its host's name with others
 */
public record LedgerOptions(
    String url,
    String username,
    String password,
    Duration retention,
    long quarantineMaxBytes,
    Clock clock,
    QuerySchedule querySchedule,
    String phoneRegion,
    String instance) {

  /** Without a name. */
  public LedgerOptions(
      String url,
      String username,
      String password,
      Duration retention,
      long quarantineMaxBytes,
      Clock clock,
      QuerySchedule querySchedule,
      String phoneRegion) {
    this(
        url,
        username,
        password,
        retention,
        quarantineMaxBytes,
        clock,
        querySchedule,
        phoneRegion,
        null);
  }

  /** With the documented defaults for tracked messages. */
  public LedgerOptions(
      String url,
      String username,
      String password,
      Duration retention,
      long quarantineMaxBytes,
      Clock clock) {
    this(
        url, username, password, retention, quarantineMaxBytes, clock, QuerySchedule.DEFAULT, "CN");
  }

  /** The documented defaults over that URL. */
  public static LedgerOptions of(String url) {
    return new LedgerOptions(url, null, null, Duration.ofDays(30), 1L << 30, Clock.systemUTC());
  }

  /** The same for that user of a database. */
  public LedgerOptions withLogin(String user, String secret) {
    return new LedgerOptions(
        url,
        user,
        secret,
        retention,
        quarantineMaxBytes,
        clock,
        querySchedule,
        phoneRegion,
        instance);
  }

  /** The same with other settings for tracked messages. */
  public LedgerOptions withTracking(QuerySchedule schedule, String region) {
    return new LedgerOptions(
        url, username, password, retention, quarantineMaxBytes, clock, schedule, region, instance);
  }

  /** The same by that name; see {@link InstanceName}. */
  public LedgerOptions withInstance(String name) {
    return new LedgerOptions(
        url,
        username,
        password,
        retention,
        quarantineMaxBytes,
        clock,
        querySchedule,
        phoneRegion,
        name);
  }
}
