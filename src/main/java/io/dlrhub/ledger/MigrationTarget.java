package io.dlrhub.ledger;

import java.util.List;

/** An empty ledger that a migration fills; no instance can open it before it is finished. */
public interface MigrationTarget extends AutoCloseable {

  /**
   * Begins, or goes on with what was begun.
   *
   * @param name of what is migrated: another cannot go on with it
   * @param openedAt when the oldest record was stored, in milliseconds
   * @return the last position that is here already; 0 for none
   * @throws LedgerException if there are records that are not of this migration, or living
   *     instances
   */
  long begin(String name, MigrationSource source, long openedAt);

  /** Stores records durably, with how far it came. */
  void add(List<MigratedRecord> records);

  /**
   * Stores all that is beside the log, counts both sides and has the ledger opened from now on, in
   * one transaction.
   *
   * @return rows beside the log
   * @throws LedgerException if the counts differ; then it is not finished
   */
  long finish(MigrationSource source);

  @Override
  void close();
}
