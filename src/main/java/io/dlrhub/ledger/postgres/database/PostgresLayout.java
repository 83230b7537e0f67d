package io.dlrhub.ledger.postgres.database;

import io.dlrhub.ledger.UnusableLedger;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables of a ledger, numbered like those of a file. */
public final class PostgresLayout {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresLayout.class);

  private static final long CURRENT = 3;

  /** Oldest server with all that is used here. */
  private static final long OLDEST_SERVER = 140_000;

  /** Instances that start at the same time make the tables one after the other. */
  private static final long START_LOCK = 0x444c_5248_5542L;

  private PostgresLayout() {}

  /**
   * Makes the tables where there are none.
   *
   * @throws UnusableLedger if the server cannot keep a ledger, or one of another version is there
   */
  public static void bringUpToDate(Session session, String name, long now) throws SQLException {
    requireServer(session, name);
    session.execute("SELECT pg_advisory_xact_lock(" + START_LOCK + ")");
    if (session.number(
            0,
            "SELECT count(*) FROM pg_tables WHERE tablename = 'dlr_hub_layout'"
                + " AND schemaname = current_schema()")
        == 0) {
      session.execute(script(1));
      session.update("INSERT INTO dlr_hub_layout (version) VALUES (1)");
      session.update(
          "INSERT INTO head (stream, next_seq, generation, part_first_seq, part_opened_at,"
              + " appended_at) VALUES (0, 1, 1, 1, ?, 0)",
          now);
      session.execute("CREATE TABLE record_1 PARTITION OF record FOR VALUES IN (1)");
      session.update("INSERT INTO generation (number, first_seq, opened_at) VALUES (1, 1, ?)", now);
    }
    long found = session.number(0, "SELECT version FROM dlr_hub_layout");
    if (found > CURRENT) {
      throw new UnusableLedger(
          String.format(
              Locale.ROOT,
              "ledger %s has layout %d; this version knows layouts up to %d",
              name,
              found,
              CURRENT));
    }
    for (long next = found + 1; next <= CURRENT; next++) {
      session.execute(script(next));
      session.update("UPDATE dlr_hub_layout SET version = ?", next);
    }
    if (isBeingFilled(session)) {
      throw new UnusableLedger(
          "ledger "
              + name
              + ": a migration into it is not finished; run the same migrate again, which goes on");
    }
  }

  /** Whether a migration was begun and is not finished. */
  public static boolean isBeingFilled(Session session) throws SQLException {
    return session.number(
            0,
            "SELECT count(*) FROM pg_tables WHERE tablename = 'dlr_hub_migration'"
                + " AND schemaname = current_schema()")
        > 0;
  }

  /**
   * Refuses what could not keep a promise.
   *
   * @throws UnusableLedger with the reason
   */
  static void requireServer(Session session, String name) throws SQLException {
    long version = session.number(0, "SELECT current_setting('server_version_num')::bigint");
    if (version < OLDEST_SERVER) {
      throw new UnusableLedger(
          "ledger " + name + ": PostgreSQL " + version / 10_000 + ", at least 14 is accepted");
    }
    String encoding =
        session.first(row -> row.getString(1), "SELECT current_setting('server_encoding')");
    if (!"UTF8".equals(encoding)) {
      throw new UnusableLedger(
          "ledger " + name + ": the database's encoding is " + encoding + ", UTF8 is accepted");
    }
    String commit =
        session.first(row -> row.getString(1), "SELECT current_setting('synchronous_commit')");
    if ("off".equals(commit)) {
      throw new UnusableLedger(
          "ledger "
              + name
              + ": synchronous_commit is off, what is answered would not be durable; on,"
              + " remote_apply, remote_write and local are accepted");
    }
    if ("local".equals(commit) || "remote_write".equals(commit)) {
      LOG.warn(
          "Ledger {}: synchronous_commit is {}: a standby that takes over may lack what was"
              + " answered",
          name,
          commit);
    }
  }

  private static String script(long layout) {
    try (InputStream in =
        PostgresLayout.class.getResourceAsStream(
            "/io/dlrhub/ledger/postgres/layout-" + layout + ".sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
