package io.dlrhub.ledger;

import java.sql.SQLException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Looks into the file, each time on a connection of its own that is closed at once. */
final class SqlInspection implements Inspection {

  private final SqliteFile file;
  private final ReadWriteLock open = new ReentrantReadWriteLock(true);
  private boolean closed;

  SqlInspection(SqliteFile file) {
    this.file = file;
  }

  private interface Reading<T> {
    T from(Database database) throws SQLException;
  }

  @Override
  public QuarantinePage quarantine(QuarantineQuery query) {
    return read(database -> new QuarantineReader(database, query).read());
  }

  private <T> T read(Reading<T> reading) {
    open.readLock().lock();
    try {
      if (closed) {
        throw new LedgerException("the ledger is closed");
      }
      try (Database database = file.reader()) {
        return reading.from(database);
      }
    } catch (SQLException e) {
      throw new LedgerException("the ledger cannot be read: " + e.getMessage(), e);
    } finally {
      open.readLock().unlock();
    }
  }

  /** Returns when the last reading has ended. */
  void close() {
    open.writeLock().lock();
    closed = true;
    open.writeLock().unlock();
  }
}
