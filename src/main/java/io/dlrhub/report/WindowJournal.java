package io.dlrhub.report;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers how far the windows of a provider's statistics are complete, so that after a stop every
 * window since then is fetched.
 *
 * <p>A window is complete when nothing about it is expected to change and its last reading was
 * handed on. One instant an account is enough: every window up to and including the one that starts
 * there is complete. Asking twice does no harm, so a journal that loses its newest entry costs only
 * calls.
 */
public interface WindowJournal {

  /** A journal that remembers until the process ends, for hosts without a ledger. */
  static WindowJournal inMemory() {
    Map<String, Instant> windows = new ConcurrentHashMap<>();
    return new WindowJournal() {
      @Override
      public Optional<Instant> lastComplete(String provider, String account) {
        return Optional.ofNullable(windows.get(provider + '/' + account));
      }

      @Override
      public void complete(String provider, String account, Instant windowStart) {
        windows.put(provider + '/' + account, windowStart);
      }
    };
  }

  /**
   * Whether this process is the one that asks for that account's windows now; false while another
   * one that shares the journal does. What was read of the journal before a false is to be read
   * again after it.
   *
   * @throws RuntimeException if that cannot be told now; then nothing is asked for
   */
  default boolean mayFetch(String provider, String account) {
    return true;
  }

  /**
   * The start of the last complete window; empty for an account never seen.
   *
   * @throws RuntimeException if it cannot be read now; then nothing is asked for
   */
  Optional<Instant> lastComplete(String provider, String account);

  /**
   * Notes that this window and every earlier one are complete, in place of what was noted before.
   *
   * @param windowStart first instant of the window
   * @throws RuntimeException if it could not be made durable; it is noted again later
   */
  void complete(String provider, String account, Instant windowStart);
}
