package io.dlrhub.ledger.postgres.database;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** One transaction, or one statement by itself. For one thread; never kept. */
public final class Session {

  /** Reads the current row. */
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Looks at the current row; false ends the reading. */
  public interface Visitor {
    boolean visit(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private String transaction;

  Session(Connection connection) {
    this.connection = connection;
  }

  /** The number by which its commit can be looked up; null when nobody has asked for it. */
  String transaction() {
    return transaction;
  }

  void setTransaction(String number) {
    transaction = number;
  }

  /** The connection, for statements that take many rows at once. */
  public Connection connection() {
    return connection;
  }

  /** Runs statements without arguments. */
  public void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs an insert, update or delete; how many rows it touched. */
  public int update(String sql, Object... arguments) throws SQLException {
    try (PreparedStatement statement = prepare(sql, arguments)) {
      return statement.executeUpdate();
    }
  }

  /** The first column of the first row, or {@code otherwise} without a row or when it is null. */
  public long number(long otherwise, String sql, Object... arguments) throws SQLException {
    try (PreparedStatement statement = prepare(sql, arguments);
        ResultSet rows = statement.executeQuery()) {
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
    try (PreparedStatement statement = prepare(sql, arguments);
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? reader.read(rows) : null;
    }
  }

  /** Visits rows until there are no more or the visitor has enough. */
  public void each(Visitor visitor, String sql, Object... arguments) throws SQLException {
    try (PreparedStatement statement = prepare(sql, arguments);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        if (!visitor.visit(rows)) {
          return;
        }
      }
    }
  }

  private PreparedStatement prepare(String sql, Object... arguments) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < arguments.length; i++) {
      bind(statement, i + 1, arguments[i]);
    }
    return statement;
  }

  private void bind(PreparedStatement statement, int index, Object value) throws SQLException {
    if (value == null) {
      statement.setNull(index, Types.NULL);
    } else if (value instanceof Collection<?> many) {
      Array array = connection.createArrayOf(typeOf(many), many.toArray());
      statement.setArray(index, array);
    } else if (value instanceof byte[] bytes) {
      statement.setBytes(index, bytes);
    } else if (value instanceof String text) {
      // The one character that PostgreSQL does not take.
      statement.setString(index, text.replace('\0', '\ufffd'));
    } else {
      statement.setObject(index, value);
    }
  }

  private static String typeOf(Collection<?> many) {
    Object one = many.isEmpty() ? 0L : many.iterator().next();
    return one instanceof UUID ? "uuid" : one instanceof String ? "text" : "bigint";
  }
}
