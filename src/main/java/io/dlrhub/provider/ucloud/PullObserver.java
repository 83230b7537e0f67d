package io.dlrhub.provider.ucloud;

/**
 * Told the outcome of every request to UCloud, for metrics. The Kamelets use the one they find in
 * the registry; without one nobody is told.
 */
@FunctionalInterface
public interface PullObserver {

  /**
   * One request came to its end.
   *
   * @param provider {@code ucloud}
   * @param action the provider's name of the call: {@code PullUSMSReport}
   * @param outcome a word of {@link PullOutcomes}
   */
  void ended(String provider, String action, String outcome);
}
