package io.dlrhub.ledger.postgres.log;

import io.dlrhub.ledger.Repeat;
import io.dlrhub.ledger.postgres.database.Session;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The table of how often reports came again. */
public final class RepeatTable {

  private RepeatTable() {}

  /** Adds to what is there, with the head held: of all instances one at a time. */
  public static void add(Session session, Collection<Repeat> repeats) throws SQLException {
    if (repeats.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        session
            .connection()
            .prepareStatement(
                "INSERT INTO repeated AS r (seq, origin, count, last_at) VALUES (?, ?, ?, ?)"
                    + " ON CONFLICT (seq, origin) DO UPDATE SET count = r.count + excluded.count,"
                    + " last_at = greatest(r.last_at, excluded.last_at)")) {
      for (Repeat one : repeats) {
        insert.setLong(1, one.position());
        insert.setString(2, one.origin());
        insert.setLong(3, one.count());
        insert.setLong(4, one.lastAt().toEpochMilli());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** What is there of reports at these positions. */
  public static List<Repeat> of(Session session, Collection<Long> positions) throws SQLException {
    return session.list(
        row ->
            new Repeat(
                row.getLong(1),
                row.getString(2),
                row.getLong(3),
                Instant.ofEpochMilli(row.getLong(4))),
        "SELECT seq, origin, count, last_at FROM repeated WHERE seq = ANY (?)"
            + " ORDER BY seq, last_at",
        positions);
  }
}
