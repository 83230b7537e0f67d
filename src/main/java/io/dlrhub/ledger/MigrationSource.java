package io.dlrhub.ledger;

import java.util.List;

/** A ledger that is read to its end by a migration; nobody else has it open meanwhile. */
public interface MigrationSource extends AutoCloseable {

  /** Takes a row: texts, {@link Long}s, bytes and nulls, in the order of the columns. */
  interface Rows {
    void add(Object[] row);
  }

  /** Records in the log. */
  long count();

  /** The position of the oldest record still there; the one after the last without any. */
  long oldestSeq();

  /** The last position that was given away. */
  long lastSeq();

  /** Records after a position, in order: about that many; none at the end. */
  List<MigratedRecord> records(long after, int about);

  /** All rows of a table. */
  void rows(MigratedTable table, Rows rows);

  /** The last number given in that table, whose row may be gone; 0 before the first. */
  long lastNumber(MigratedTable table);

  /**
   * Counts of reports by the minute and hour they were stored: step, start, provider, account,
   * channel, status, reason and count. One may come in parts.
   */
  void history(Rows rows);

  @Override
  void close();
}
