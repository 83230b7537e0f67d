package io.dlrhub.ledger.sqlite;

import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.identity.Generation;
import io.dlrhub.ledger.sqlite.identity.Generations;
import io.dlrhub.ledger.sqlite.identity.IdentityIndex;
import io.dlrhub.ledger.sqlite.identity.Sealer;
import java.sql.SQLException;

/**
 * Work behind the log, in small steps that ride on the commits of appends or, when there are none,
 * on their own: sealing, clearing identities that were sealed, retention.
 */
final class Maintenance {

  private static final int IDENTITY_ROWS_A_STEP = 8;

  private final IdentityIndex identities;
  private final Sealer sealer;
  private final Retention retention;
  private long clearedTo;
  private long clearing;
  private volatile Runnable wake = () -> {};

  Maintenance(IdentityIndex identities, Generations generations, Retention retention) {
    this.identities = identities;
    this.sealer = new Sealer(identities, generations, () -> wake.run());
    this.retention = retention;
  }

  /** What to run when there is something to do while the writer rests. */
  void onWork(Runnable wakeWriter) {
    wake = wakeWriter;
  }

  /** Asks for a look at the clock; any thread. */
  void tick() {
    retention.wantCheck();
    wake.run();
  }

  /** Whether a step now would do something. */
  boolean pending() {
    return sealer.pending() || retention.pending() || clearedTo < firstNeeded();
  }

  /**
   * One step within a transaction.
   *
   * @param records how many records it appended, the measure of how much may be done beside
   */
  void step(Database database, int records) throws SQLException {
    sealer.step(database, records);
    clear(database, records);
    retention.step(database);
  }

  private void clear(Database database, int records) throws SQLException {
    long needed = firstNeeded();
    clearing = clearedTo;
    if (clearedTo >= needed) {
      return;
    }
    int rows = IDENTITY_ROWS_A_STEP + records / 100;
    int deleted =
        database.update(
            "DELETE FROM identity WHERE first_seq IN (SELECT first_seq FROM identity"
                + " WHERE first_seq < ? ORDER BY first_seq LIMIT ?)",
            needed,
            rows);
    if (deleted < rows) {
      clearing = needed;
    }
  }

  /** Where the oldest generation starts whose identities are not sealed. */
  private long firstNeeded() {
    Generation oldest = identities.oldestUnsealed();
    return (oldest == null ? identities.open() : oldest).firstSeq();
  }

  void commit() {
    clearedTo = clearing;
    sealer.commit();
    retention.commit();
  }

  void rollback() {
    clearing = clearedTo;
    sealer.rollback();
    retention.rollback();
  }

  /** After everything was read anew. */
  void reset() {
    clearedTo = 0;
    clearing = 0;
    sealer.reset();
    retention.rollback();
  }
}
