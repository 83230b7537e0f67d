package io.dlrhub.ledger.postgres.sinks;

import io.dlrhub.ledger.FeedOptions;
import io.dlrhub.ledger.FeedOptions.Kinds;
import io.dlrhub.ledger.SinkState;
import io.dlrhub.ledger.UnknownSink;
import io.dlrhub.ledger.postgres.database.Session;
import io.dlrhub.ledger.postgres.log.RecordTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The sinks the ledger knows, and where each stands. */
public final class SinkTable {

  /** Begins the name of the lease by which a sink is fed. */
  static final String LEASE = "sink/";

  private static final String COLUMNS =
      "SELECT s.name, s.records, s.position, s.discarded, s.paused_at IS NOT NULL,"
          + " l.owner IS NOT NULL, (SELECT count(*) FROM dead_letter d WHERE d.sink = s.name),"
          + " s.starts_after"
          + " FROM sink s LEFT JOIN lease l ON l.name = 'sink/' || s.name";

  private SinkTable() {}

  /** A row. */
  record Row(
      String name,
      Kinds kinds,
      long position,
      long discarded,
      boolean paused,
      boolean open,
      long deadLetters,
      Long startsAfter) {

    static Row of(ResultSet row) throws SQLException {
      return new Row(
          row.getString(1),
          Kinds.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
          row.getLong(3),
          row.getLong(4),
          row.getBoolean(5),
          row.getBoolean(6),
          row.getLong(7),
          row.getObject(8, Long.class));
    }
  }

  /** Makes it where there is none; with the kinds that are wanted now. */
  static void register(Session session, FeedOptions options, long now) throws SQLException {
    String records = options.records().name().toLowerCase(Locale.ROOT);
    long position = options.start() == FeedOptions.Start.NOW ? RecordTable.lastSeq(session) : 0;
    session.update(
        "INSERT INTO sink (name, records, position, starts_after, created_at)"
            + " VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET records = excluded.records",
        options.sink(),
        records,
        position,
        position,
        now);
  }

  /**
   * The sink of that name.
   *
   * @throws UnknownSink if there is none
   */
  static Row get(Session session, String name) throws SQLException {
    Row row = session.first(Row::of, COLUMNS + " WHERE s.name = ?", name);
    if (row == null) {
      throw new UnknownSink(
          name, session.list(one -> one.getString(1), "SELECT name FROM sink ORDER BY name"));
    }
    return row;
  }

  /** Whether some instance has a feed open on it. */
  static boolean isOpen(Session session, String name) throws SQLException {
    return get(session, name).open;
  }

  /** Stops or resumes it. */
  static int pause(Session session, String name, Long at) throws SQLException {
    return session.update("UPDATE sink SET paused_at = ? WHERE name = ?", at, name);
  }

  /** The lowest position an open feed still needs the log from; the largest number without one. */
  public static long passedByAllOpen(Session session) throws SQLException {
    return session.number(
        Long.MAX_VALUE,
        "SELECT min(s.position) FROM sink s JOIN lease l ON l.name = 'sink/' || s.name"
            + " WHERE l.owner IS NOT NULL");
  }

  /** Every sink as it is now. */
  public static List<SinkState> states(Session session) throws SQLException {
    long last = RecordTable.lastSeq(session);
    List<SinkState> states = new ArrayList<>();
    for (Row row : session.list(Row::of, COLUMNS + " ORDER BY s.name")) {
      long lag = RecordTable.count(session, row.kinds, row.position, last);
      long oldest = lag == 0 ? -1 : RecordTable.appendedAfter(session, row.position, row.kinds);
      states.add(
          new SinkState(
              row.name,
              row.kinds,
              row.open,
              row.position,
              lag,
              oldest < 0 ? null : Instant.ofEpochMilli(oldest),
              row.deadLetters,
              row.discarded,
              row.startsAfter,
              row.paused));
    }
    return states;
  }
}
