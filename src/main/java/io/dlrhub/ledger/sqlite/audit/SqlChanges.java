package io.dlrhub.ledger.sqlite.audit;

import io.dlrhub.ledger.Change;
import io.dlrhub.ledger.Changes;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.file.SqliteFile;
import io.dlrhub.ledger.sqlite.writer.Request;
import io.dlrhub.ledger.sqlite.writer.TaskQueue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The table of what was changed. */
public final class SqlChanges implements Changes {

  private final SqliteFile file;
  private final TaskQueue queue;

  public SqlChanges(SqliteFile file, TaskQueue queue) {
    this.file = file;
    this.queue = queue;
  }

  @Override
  public long begin(Change change) {
    return queue.request(new Request<>(database -> add(database, change), added -> {}));
  }

  private static long add(Database database, Change change) throws SQLException {
    database.update(
        "INSERT INTO audit (at, call, detail, sender, client, role) VALUES (?, ?, ?, ?, ?, ?)",
        change.at().toEpochMilli(),
        change.call(),
        change.detail(),
        change.sender(),
        change.client(),
        change.role());
    long id = database.number(0, "SELECT last_insert_rowid()");
    database.update("DELETE FROM audit WHERE id <= ?", id - MOST);
    return id;
  }

  @Override
  public void ended(long id, int status) {
    queue.request(
        new Request<>(
            database -> database.update("UPDATE audit SET status = ? WHERE id = ?", status, id),
            noted -> {}));
  }

  @Override
  public List<Change> list(long before, int atMost) {
    try (Database reader = file.reader()) {
      return reader.list(
          SqlChanges::read,
          "SELECT id, at, call, detail, sender, client, role, status FROM audit WHERE id < ?"
              + " ORDER BY id DESC LIMIT ?",
          before,
          atMost);
    } catch (SQLException e) {
      throw new LedgerException("changes cannot be read: " + e.getMessage(), e);
    }
  }

  private static Change read(ResultSet row) throws SQLException {
    int number = row.getInt(8);
    Integer status = row.wasNull() ? null : number;
    return new Change(
        row.getLong(1),
        Instant.ofEpochMilli(row.getLong(2)),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        status);
  }
}
