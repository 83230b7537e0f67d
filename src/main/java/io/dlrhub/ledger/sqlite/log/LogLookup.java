package io.dlrhub.ledger.sqlite.log;

import io.dlrhub.ledger.sqlite.file.Database;
import java.sql.SQLException;

/** Reads single records of the log by position. Keeps the row of the last one. */
public final class LogLookup {

  private final Database database;
  private LogRow row;

  public LogLookup(Database database) {
    this.database = database;
  }

  /** The record's line; null where there is none, because retention has removed it. */
  public byte[] line(long seq) throws SQLException {
    if (row == null || !row.covers(seq)) {
      row =
          database.first(
              found -> LogRow.of(found.getLong(1), found.getInt(2), found.getBytes(3)),
              "SELECT first_seq, count, body FROM log WHERE first_seq ="
                  + " (SELECT max(first_seq) FROM log WHERE first_seq <= ?)",
              seq);
    }
    return row != null && row.covers(seq) ? row.line((int) (seq - row.firstSeq())) : null;
  }
}
