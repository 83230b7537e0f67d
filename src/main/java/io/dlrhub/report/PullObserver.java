package io.dlrhub.report;

/**
 * Told how every call that fetches from a provider ended; the hub counts them as {@code
 * dlr_pulls_total}.
 *
 * <p>Keep it quick: it runs on the thread of the call. What it throws is not caught.
 */
@FunctionalInterface
public interface PullObserver {

  /** One that takes no notice, for hosts without metrics. */
  static PullObserver none() {
    return (provider, account, action, outcome) -> {};
  }

  /**
   * A call has ended.
   *
   * @param provider whose interface
   * @param account which account of ours
   * @param action the provider's name of the call: {@code pullcallbackstatus}
   * @param outcome how it ended
   */
  void pulled(String provider, String account, String action, PullOutcome outcome);

  /**
   * What is wrong with such calls now, told after each.
   *
   * @param provider whose interface
   * @param account which account of ours
   * @param action the provider's name of the call
   * @param problem for a person, with what can be done; null when the call brought an answer
   */
  default void problem(String provider, String account, String action, String problem) {}
}
