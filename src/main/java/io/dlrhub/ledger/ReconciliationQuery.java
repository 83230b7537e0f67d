package io.dlrhub.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Which hours to balance.
 *
 * @param account our name for the account; null for all
 * @param from the first hour; rounded down to a full hour, UTC
 * @param to the end, exclusive; rounded up to a full hour, UTC. Later than from, by at most {@link
 *     #LONGEST}
 * @param listed most entries of each of the two lists; 0 for none
 * @param patience how long the log may be read for the list of what nobody tracked, which is left
 *     empty when that does not do
 */
public record ReconciliationQuery(
    String account, Instant from, Instant to, int listed, Duration patience) {

  /** The longest range, rounded. */
  public static final Duration LONGEST = Duration.ofDays(31);

  /** As long as it takes. */
  private static final Duration FOR_EVER = Duration.ofDays(1);

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  /**
   * Rounds the ends and checks the range.
   *
   * @throws IllegalArgumentException if it is empty, too long or not between 1970 and 9999, or
   *     listed is negative
   */
  public ReconciliationQuery {
    if (from.isBefore(Instant.EPOCH) || to.isAfter(LATEST)) {
      throw new IllegalArgumentException(
          "from " + from + " to " + to + ": years from 1970 to 9999 are accepted");
    }
    from = from.truncatedTo(ChronoUnit.HOURS);
    Instant end = to.truncatedTo(ChronoUnit.HOURS);
    to = end.equals(to) ? end : end.plus(1, ChronoUnit.HOURS);
    if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "from " + from + " to " + to + ": more than nothing and at most 31 days are accepted");
    }
    if (listed < 0) {
      throw new IllegalArgumentException("listed is " + listed + ", at least 0 is accepted");
    }
  }

  /** With all patience. */
  public ReconciliationQuery(String account, Instant from, Instant to, int listed) {
    this(account, from, to, listed, FOR_EVER);
  }

  public int hours() {
    return (int) Duration.between(from, to).toHours();
  }

  public boolean wants(String name) {
    return account == null || account.equals(name);
  }
}
