package io.dlrhub.ledger.postgres.database;

import java.sql.SQLException;

/** Single numbers that the ledger keeps by name. */
public final class TallyTable {

  private TallyTable() {}

  /** The number of that name; {@code otherwise} before it was set. */
  public static long get(Session database, String name, long otherwise) throws SQLException {
    return database.number(otherwise, "SELECT value FROM tally WHERE name = ?", name);
  }

  /** Sets it, within the writer's transaction. */
  public static int set(Session database, String name, long value) throws SQLException {
    return database.update(
        "INSERT INTO tally (name, value) VALUES (?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        name,
        value);
  }
}
