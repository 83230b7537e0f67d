package io.dlrhub.ledger;

import java.time.Clock;
import java.time.Duration;

/**
 * How to open a ledger.
 *
 * @param url {@code jdbc:sqlite:PATH}; folders on the way are made
 * @param username nullable
 * @param password nullable
 * @param retention how long records are kept after every enabled sink has passed them
 * @param quarantineMaxBytes the oldest entries go when quarantine is larger
 * @param clock for every time the ledger takes itself
 */
public record LedgerOptions(
    String url,
    String username,
    String password,
    Duration retention,
    long quarantineMaxBytes,
    Clock clock) {

  /** The documented defaults over that URL. */
  public static LedgerOptions of(String url) {
    return new LedgerOptions(url, null, null, Duration.ofDays(30), 1L << 30, Clock.systemUTC());
  }
}
