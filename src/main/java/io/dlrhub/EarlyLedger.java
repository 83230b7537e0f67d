package io.dlrhub;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerObserver;
import io.dlrhub.ledger.camel.LedgerComponent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.CamelContext;

/** Opens the ledger beside Camel's own start, of which half is waiting and loading classes. */
final class EarlyLedger {

  private CompletableFuture<Void> opening = CompletableFuture.completedFuture(null);

  /** Puts the component into the context and begins to open what its properties name. */
  void begin(CamelContext context) {
    LedgerComponent component = new LedgerComponent();
    context.addComponent("ledger", component);
    opening = CompletableFuture.runAsync(component::ledger, task -> new Thread(task).start());
  }

  /**
   * Returns when it is open and tells the observer in the registry.
   *
   * @throws LedgerException if it cannot be opened
   */
  void await(CamelContext context) {
    try {
      opening.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    LedgerObserver observer = context.getRegistry().findSingleByType(LedgerObserver.class);
    LedgerComponent component = context.getComponent("ledger", LedgerComponent.class);
    if (observer != null) {
      component.ledger().observe(observer);
    }
  }
}
