package io.dlrhub.ledger.sqlite.identity;

import io.dlrhub.ledger.Repeat;
import io.dlrhub.ledger.sqlite.file.Database;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The table of how often reports came again. */
public final class RepeatRows {

  private RepeatRows() {}

  /** Adds to what is there. */
  public static void add(Database database, Collection<Repeat> repeats) throws SQLException {
    for (Repeat one : repeats) {
      database.update(
          "INSERT INTO repeated (seq, origin, count, last_at) VALUES (?, ?, ?, ?)"
              + " ON CONFLICT (seq, origin) DO UPDATE SET count = count + excluded.count,"
              + " last_at = max(last_at, excluded.last_at)",
          one.position(),
          one.origin(),
          one.count(),
          one.lastAt().toEpochMilli());
    }
  }

  /** What is there of reports at these positions. */
  public static List<Repeat> of(Database reader, Collection<Long> positions) throws SQLException {
    List<Repeat> all = new ArrayList<>();
    for (long position : positions) {
      all.addAll(
          reader.list(
              row ->
                  new Repeat(
                      row.getLong(1),
                      row.getString(2),
                      row.getLong(3),
                      Instant.ofEpochMilli(row.getLong(4))),
              "SELECT seq, origin, count, last_at FROM repeated WHERE seq = ? ORDER BY last_at",
              position));
    }
    return all;
  }
}
