package io.dlrhub.ledger.sqlite.writer;

import io.dlrhub.ledger.sqlite.file.Database;
import java.sql.SQLException;

/**
 * What the writer changes, in the file and beside it in memory; memory follows the file's
 * transactions. For the writer's thread.
 */
public interface WrittenState {

  /** Reads everything anew from the file. */
  void load(Database database, long now) throws SQLException;

  /** Starts a transaction at that time. */
  void begin(long now);

  /** Whether {@link #maintain} would do something. */
  boolean maintenanceIsDue();

  /**
   * A step of the work behind the log, within the transaction.
   *
   * @param records how many records it appended, the measure of how much may be done beside
   */
  void maintain(Database database, int records) throws SQLException;

  /** Writes what was collected; the last thing before the commit. */
  void flush(Database database) throws SQLException;

  /** After the commit; how many quarantine entries were removed to keep its size. */
  long commit();

  /** Back to what is committed. */
  void rollback();

  /** The newest committed record. */
  long lastCommitted();

  /** Nothing is written any more. */
  void close();
}
