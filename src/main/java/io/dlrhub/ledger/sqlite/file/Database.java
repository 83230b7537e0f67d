package io.dlrhub.ledger.sqlite.file;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One connection with its prepared statements. For one thread at a time. */
public final class Database implements AutoCloseable {

  /** Reads the current row. */
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Looks at the current row; false ends the reading. */
  public interface Visitor {
    boolean visit(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private long bytesBound;

  public Database(Connection connection) {
    this.connection = connection;
  }

  /** Runs a statement that is not worth preparing. */
  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs an insert, update or delete; how many rows it touched. */
  public int update(String sql, Object... arguments) throws SQLException {
    return prepare(sql, arguments).executeUpdate();
  }

  /** The first column of the first row, or {@code otherwise} without a row or when it is null. */
  public long number(long otherwise, String sql, Object... arguments) throws SQLException {
    try (ResultSet rows = prepare(sql, arguments).executeQuery()) {
      if (rows.next()) {
        long value = rows.getLong(1);
        return rows.wasNull() ? otherwise : value;
      }
      return otherwise;
    }
  }

  /** Every row, read. */
  public <T> List<T> list(Row<T> reader, String sql, Object... arguments) throws SQLException {
    List<T> all = new ArrayList<>();
    each(row -> all.add(reader.read(row)), sql, arguments);
    return all;
  }

  /** The first row, read; null without one. */
  public <T> T first(Row<T> reader, String sql, Object... arguments) throws SQLException {
    try (ResultSet rows = prepare(sql, arguments).executeQuery()) {
      return rows.next() ? reader.read(rows) : null;
    }
  }

  /** Visits rows until there are no more or the visitor has enough. */
  public void each(Visitor visitor, String sql, Object... arguments) throws SQLException {
    try (ResultSet rows = prepare(sql, arguments).executeQuery()) {
      while (rows.next()) {
        if (!visitor.visit(rows)) {
          return;
        }
      }
    }
  }

  private PreparedStatement prepare(String sql, Object... arguments) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < arguments.length; i++) {
      bind(statement, i + 1, arguments[i]);
    }
    return statement;
  }

  /**
   * Told of rows that lie scattered: each rewrites pages of its own, of the table and its indexes,
   * however few bytes are new.
   */
  public void scattered(int pages) {
    bytesBound += (long) pages * SqliteFile.PAGE_SIZE;
  }

  /** Bytes given to statements since this was last asked; about what the file grows by. */
  long takeBytesBound() {
    long taken = bytesBound;
    bytesBound = 0;
    return taken;
  }

  private void bind(PreparedStatement statement, int index, Object value) throws SQLException {
    if (value instanceof Long number) {
      statement.setLong(index, number);
    } else if (value instanceof Integer number) {
      statement.setInt(index, number);
    } else if (value instanceof byte[] bytes) {
      statement.setBytes(index, bytes);
      bytesBound += bytes.length;
    } else {
      statement.setString(index, (String) value);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // Nothing can be done with a connection that does not close; the file is checked on
      // reopening.
      statements.clear();
    }
  }
}
