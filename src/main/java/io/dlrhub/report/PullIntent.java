package io.dlrhub.report;

/**
 * A destructive pull that is about to be sent.
 *
 * @param number its number in the journal; 0 where there is none
 * @param provider whose interface
 * @param account which account of ours
 * @param action the provider's name of the call
 */
public record PullIntent(long number, String provider, String account, String action) {

  /** Name of the exchange property that carries the intent which this append ends. */
  public static final String PROPERTY = "dlrPullIntent";
}
