package io.dlrhub.ledger.sqlite.file;

import java.sql.SQLException;

/** Single numbers that the ledger keeps by name. */
public final class Tally {

  private Tally() {}

  /** The number of that name; {@code otherwise} before it was set. */
  public static long get(Database database, String name, long otherwise) throws SQLException {
    return database.number(otherwise, "SELECT value FROM tally WHERE name = ?", name);
  }

  /** Sets it, within the writer's transaction. */
  public static int set(Database database, String name, long value) throws SQLException {
    return database.update("INSERT OR REPLACE INTO tally (name, value) VALUES (?, ?)", name, value);
  }
}
