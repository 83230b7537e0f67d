package io.dlrhub.sink;

import io.dlrhub.ledger.camel.LedgerConstants;

/** What tells sinks that records go out again because somebody asked for it. */
public final class ReplayedDelivery {

  /**
   * Exchange property: names the replay; absent for a first delivery. Receivers that drop what they
   * know must not drop a replay, so what they tell repeats by ({@code webhook-id}, {@code
   * _AMQ_DUPL_ID}) changes with it.
   */
  public static final String PROPERTY = LedgerConstants.REPLAY;

  private ReplayedDelivery() {}
}
