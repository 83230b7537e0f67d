package io.dlrhub.report;

/**
 * Where a destructive pull is announced before it is sent, so that one cut short is never lost
 * silently.
 *
 * <p>The intent ends in one of three ways: the page it brought is appended (the exchange carries it
 * as {@link PullIntent#PROPERTY}, and the ledger ends it in the same transaction); the pull is in
 * doubt (likewise, beside {@link InDoubt#PROPERTY}); or it is {@link #cancel cancelled}, because
 * the provider surely handed out nothing.
 *
 * <p>A host without a ledger gives one of its own, as a bean that the option {@code journal} of the
 * Kamelet names. Its route then ends the intent of {@link PullIntent#PROPERTY} once everything else
 * is stored, and an intent that is found at start, before anything pulls, is a pull in doubt. One
 * over JDBC is in {@code examples/java-dsl-jms}; see docs/embedding.md.
 */
public interface PullJournal {

  /** A journal that remembers nothing, for hosts without a ledger. */
  PullJournal NONE =
      new PullJournal() {
        @Override
        public PullIntent begin(String provider, String account, String action) {
          return new PullIntent(0, provider, account, action);
        }

        @Override
        public void cancel(PullIntent intent) {}
      };

  /**
   * Commits the intent to pull.
   *
   * @return the intent, durable when this returns
   * @throws PullElsewhere if another instance pulls of that account
   * @throws RuntimeException if it could not be made durable; then nothing may be sent
   */
  PullIntent begin(String provider, String account, String action);

  /**
   * Whether an intent that was not used may still be: asked before a pull is sent by one that could
   * not be cancelled. Where several instances share a journal, another may have taken over
   * meanwhile, and counted it in doubt.
   *
   * @throws RuntimeException if that cannot be told; then nothing may be sent
   */
  default boolean isOpen(PullIntent intent) {
    return true;
  }

  /** Ends an intent of which it is certain that the provider deleted nothing. */
  void cancel(PullIntent intent);
}
