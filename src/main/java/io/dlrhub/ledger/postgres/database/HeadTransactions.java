package io.dlrhub.ledger.postgres.database;

import java.sql.SQLException;
import java.time.Clock;

/** Transactions that hold the end of the log: of all instances one at a time. */
public final class HeadTransactions {

  private final PostgresServerPool pool;
  private final Clock clock;

  /** Work with the head held; may be done again after a roll-back. */
  public interface Work<T> {
    T in(Session session, Head head) throws SQLException;
  }

  public HeadTransactions(PostgresServerPool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /**
   * Does it, and stores what positions were handed out.
   *
   * @throws io.dlrhub.ledger.LedgerException if nothing of it was stored, or that is not certain
   */
  public <T> T write(Work<T> work) {
    return pool.write(session -> in(session, work));
  }

  /** Likewise, for those who look at the error. */
  public <T> T inTransaction(Work<T> work) throws SQLException {
    return pool.inTransaction(session -> in(session, work));
  }

  private <T> T in(Session session, Work<T> work) throws SQLException {
    Head head = Head.take(session, clock.millis());
    T result = work.in(session, head);
    head.store(session);
    return result;
  }
}
