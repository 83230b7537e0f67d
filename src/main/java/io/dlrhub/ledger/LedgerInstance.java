package io.dlrhub.ledger;

import java.time.Instant;
import java.util.List;

/**
 * A living process that shares the ledger.
 *
 * @param name as it was told to be called
 * @param self whether it is the one that is asked
 * @param since when it opened the ledger; null for one without a name of its own
 * @param holds what it alone does at the time, by name
 */
public record LedgerInstance(String name, boolean self, Instant since, List<Hold> holds) {

  /**
   * Work of which only one instance does each.
   *
   * @param kind {@code pull}, {@code sink}, {@code due} (queries) or {@code statistics}
   * @param name the sink, or provider, account and what is called
   * @param since when it took it over
   */
  public record Hold(String kind, String name, Instant since) {}
}
