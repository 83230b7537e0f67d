package io.dlrhub.ledger.postgres;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.postgres.database.PostgresServerPool;
import io.dlrhub.ledger.postgres.database.Session;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** Inserts rows of texts, numbers, bytes and nulls, some at a time. */
final class RowInserts implements AutoCloseable {

  private static final int ROWS_AT_ONCE = 500;

  private final PreparedStatement statement;
  private int waiting;
  private long added;

  RowInserts(Session session, String sql) throws SQLException {
    statement = session.connection().prepareStatement(sql);
  }

  /**
   * Adds one.
   *
   * @throws LedgerException if those before it are refused
   */
  void add(Object[] row) {
    try {
      for (int i = 0; i < row.length; i++) {
        bind(i + 1, row[i]);
      }
      statement.addBatch();
      added++;
      if (++waiting == ROWS_AT_ONCE) {
        flush();
      }
    } catch (SQLException e) {
      throw new LedgerException("not stored: " + PostgresServerPool.text(e), e);
    }
  }

  private void bind(int index, Object value) throws SQLException {
    if (value instanceof Long number) {
      statement.setLong(index, number);
    } else if (value instanceof byte[] bytes) {
      statement.setBytes(index, bytes);
    } else if (value instanceof String text) {
      // The one character that PostgreSQL does not take.
      statement.setString(index, text.replace('\0', '\ufffd'));
    } else {
      statement.setNull(index, Types.NULL);
    }
  }

  private void flush() throws SQLException {
    if (waiting > 0) {
      statement.executeBatch();
      waiting = 0;
    }
  }

  /** Writes what is left; how many there were. */
  long finish() throws SQLException {
    flush();
    return added;
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
