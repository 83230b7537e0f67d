package io.dlrhub;

import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerObserver;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.camel.LedgerComponent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.CamelContext;

/**
 * Opens the ledger beside Camel's own start, of which half is waiting and loading classes. Camel's
 * registry is no place for two threads, so only the opening itself is done on another one.
 */
final class EarlyLedger {

  private LedgerComponent component;
  private CompletableFuture<Ledger> opening;

  /** Puts the component into the context and begins to open what its properties name. */
  void begin(CamelContext context) {
    component = new LedgerComponent();
    context.addComponent("ledger", component);
    LedgerOptions options = component.options();
    opening =
        CompletableFuture.supplyAsync(
            () -> Ledger.open(options), task -> new Thread(task, "ledger-opening").start());
  }

  /**
   * Returns when it is open and tells the observer in the registry.
   *
   * @throws LedgerException if it cannot be opened
   */
  void await(CamelContext context) {
    Ledger ledger;
    try {
      ledger = opening.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    opening = null;
    component.own(ledger);
    LedgerObserver observer = context.getRegistry().findSingleByType(LedgerObserver.class);
    if (observer != null) {
      ledger.observe(observer);
    }
  }

  /**
   * Closes what was opened and never taken, because the start failed before. Waits for that: the
   * process would end in the midst of it, and what breaks then would be told beside the reason.
   */
  void abandon() {
    if (opening != null) {
      try {
        opening.join().close();
      } catch (CompletionException notOpened) {
        // There is nothing to close, and the start has failed already.
      }
      opening = null;
    }
  }
}
