package io.dlrhub.ledger.postgres.sinks;

import io.dlrhub.ledger.LedgerObserver;
import io.dlrhub.ledger.postgres.database.Leases;
import io.dlrhub.ledger.postgres.database.LogSignal;
import io.dlrhub.ledger.postgres.database.PostgresServerPool;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the engine lends to this room.
 *
 * @param pool to read and write by
 * @param leases who feeds a sink
 * @param signal what readers wait for
 * @param clock for times that are kept
 * @param observer who is told
 */
public record SinkParts(
    PostgresServerPool pool,
    Leases leases,
    LogSignal signal,
    Clock clock,
    Supplier<LedgerObserver> observer) {

  private static final Logger LOG = LoggerFactory.getLogger(SinkParts.class);

  /** Tells what is durable already; what fails there must not look like a failed commit. */
  void tell(Consumer<LedgerObserver> word) {
    try {
      word.accept(observer.get());
    } catch (RuntimeException e) {
      LOG.error("After a commit of the ledger", e);
    }
  }
}
