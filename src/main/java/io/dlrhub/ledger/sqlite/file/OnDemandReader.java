package io.dlrhub.ledger.sqlite.file;

import java.sql.SQLException;

/** A connection that is opened when it is first needed and can be let go of. For one thread. */
public final class OnDemandReader implements AutoCloseable {

  private final SqliteFile file;
  private Database database;

  public OnDemandReader(SqliteFile file) {
    this.file = file;
  }

  /** The connection, opened now if there is none. */
  public Database get() throws SQLException {
    if (database == null) {
      database = file.reader();
    }
    return database;
  }

  /** Lets go of the connection; the next {@link #get} opens another. */
  @Override
  public void close() {
    if (database != null) {
      database.close();
      database = null;
    }
  }
}
