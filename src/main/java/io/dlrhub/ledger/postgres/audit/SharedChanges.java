package io.dlrhub.ledger.postgres.audit;

import io.dlrhub.ledger.Change;
import io.dlrhub.ledger.Changes;
import io.dlrhub.ledger.postgres.database.PostgresServerPool;
import io.dlrhub.ledger.postgres.database.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The table of what was changed, by whichever instance. */
public final class SharedChanges implements Changes {

  private final PostgresServerPool pool;

  public SharedChanges(PostgresServerPool pool) {
    this.pool = pool;
  }

  @Override
  public long begin(Change change) {
    return pool.write(session -> add(session, change));
  }

  private static long add(Session session, Change change) throws SQLException {
    long id =
        session.number(
            0,
            "INSERT INTO audit (at, call, detail, sender, client, role) VALUES (?, ?, ?, ?, ?, ?)"
                + " RETURNING id",
            change.at().toEpochMilli(),
            change.call(),
            change.detail(),
            change.sender(),
            change.client(),
            change.role());
    session.update("DELETE FROM audit WHERE id <= ?", id - MOST);
    return id;
  }

  @Override
  public void ended(long id, int status) {
    pool.write(session -> session.update("UPDATE audit SET status = ? WHERE id = ?", status, id));
  }

  @Override
  public List<Change> list(long before, int atMost) {
    return pool.read(
        session ->
            session.list(
                SharedChanges::read,
                "SELECT id, at, call, detail, sender, client, role, status FROM audit WHERE id < ?"
                    + " ORDER BY id DESC LIMIT ?",
                before,
                atMost));
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
