package io.dlrhub.ledger.postgres.database;

import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who does what only one instance may do at a time. A lease that is not renewed goes to whoever
 * asks; each holder has a number of its own, and what an earlier one still wants is refused. Times
 * are the server's.
 */
public final class Leases {

  private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

  /** A dead holder is replaced after that long. */
  private static final int SECONDS = 8;

  private static final String UNTIL = "clock_timestamp() + interval '" + SECONDS + " seconds'";

  private final PostgresServerPool pool;
  private final UUID self;
  private final String instance;

  /**
   * @param instance this instance's name, for people
   */
  public Leases(PostgresServerPool pool, String instance) {
    this.pool = pool;
    this.self = pool.self();
    this.instance = instance;
  }

  /** This process. */
  public UUID self() {
    return self;
  }

  /**
   * A lease that was taken.
   *
   * @param from who held it and has died; null when it was free
   */
  private record Taken(long epoch, String from) {}

  /** Takes a lease that nobody holds, or whose holder is dead; the number it is held by. */
  public OptionalLong take(String name) {
    return pool.write(session -> take(session, name));
  }

  /** Likewise, in a transaction. */
  public OptionalLong take(Session session, String name) throws SQLException {
    Taken taken =
        session.first(
            row -> new Taken(row.getLong(1), row.getString(2)),
            "WITH earlier AS (SELECT instance FROM lease WHERE name = ? AND owner IS NOT NULL)"
                + " INSERT INTO lease (name, owner, instance, epoch, since, until)"
                + " VALUES (?, ?, ?, 1, clock_timestamp(), "
                + UNTIL
                + ") ON CONFLICT (name) DO UPDATE SET owner = excluded.owner,"
                + " instance = excluded.instance, epoch = lease.epoch + 1, since = excluded.since,"
                + " until = excluded.until"
                + " WHERE lease.owner IS NULL OR lease.until < clock_timestamp() RETURNING epoch,"
                + " (SELECT instance FROM earlier)",
            name,
            name,
            self,
            instance);
    if (taken == null) {
      return OptionalLong.empty();
    }
    if (taken.from != null) {
      LOG.warn(
          "{}: {} takes over from {}, which has not been heard of for {} seconds",
          name,
          instance,
          taken.from,
          SECONDS);
    } else {
      LOG.debug("{} is held by {} ({})", name, instance, taken.epoch);
    }
    return OptionalLong.of(taken.epoch);
  }

  /** Whether it is still held by that number; stays so to the end of the transaction. */
  public boolean isHeld(Session session, String name, long epoch) throws SQLException {
    return session.number(
            0,
            "SELECT epoch FROM lease WHERE name = ? AND owner = ? AND epoch = ?"
                + " AND until > clock_timestamp() FOR SHARE",
            name,
            self,
            epoch)
        == epoch;
  }

  /** Lets it go, if it is held by that number. */
  public void release(String name, long epoch) {
    pool.write(
        session ->
            session.update(
                "UPDATE lease SET owner = NULL WHERE name = ? AND owner = ? AND epoch = ?",
                name,
                self,
                epoch));
  }

  /** Renews what this process holds; to be called every two seconds. */
  public void renew() {
    pool.write(
        session ->
            session.update(
                "UPDATE lease SET until = "
                    + UNTIL
                    + " WHERE name IN (SELECT name FROM lease WHERE owner = ? ORDER BY name"
                    + " FOR UPDATE)",
                self));
  }
}
