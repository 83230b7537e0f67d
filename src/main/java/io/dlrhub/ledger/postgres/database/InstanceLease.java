package io.dlrhub.ledger.postgres.database;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerInstance;
import io.dlrhub.ledger.LedgerInstance.Hold;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The name of a process among those that share the ledger: no two living ones have the same. One
 * that was killed and is started again has its name back at once, for the server tells that its
 * sessions are gone; where that cannot be seen, by what lies between, when its lease has ended.
 */
public final class InstanceLease {

  private static final String LEASE = "instance/";
  private static final long LOOK_MILLIS = 100;

  private final PostgresServerPool pool;
  private final Leases leases;
  private final String name;
  private long epoch = -1;

  /**
   * @param name null for one without a name of its own
   */
  public InstanceLease(PostgresServerPool pool, Leases leases, String name) {
    this.pool = pool;
    this.leases = leases;
    this.name = name;
  }

  private record Holder(UUID owner, long epoch, Timestamp until, boolean gone) {}

  /**
   * Takes the name.
   *
   * @throws LedgerException if a living process has it: one that renews its lease meanwhile
   */
  public void take() {
    if (name == null) {
      return;
    }
    pool.write(
        session ->
            session.update(
                "DELETE FROM lease WHERE name LIKE 'instance/%'"
                    + " AND until < clock_timestamp() - interval '1 day'"));
    Holder first = null;
    while (epoch < 0) {
      OptionalLong taken = leases.take(LEASE + name);
      if (taken.isPresent()) {
        epoch = taken.getAsLong();
        return;
      }
      Holder holder = pool.read(this::holder);
      if (holder != null && holder.gone) {
        pool.write(session -> letGo(session, holder));
        continue;
      }
      if (first == null) {
        first = holder;
      }
      refuseALiving(first, holder);
      pause();
    }
  }

  private void refuseALiving(Holder first, Holder now) {
    if (first != null
        && now != null
        && (!now.owner.equals(first.owner) || now.until.after(first.until))) {
      throw new LedgerException(
          "an instance that is called '"
              + name
              + "' is alive on this ledger; accepted for dlr.instance is a name of its own for each");
    }
  }

  /** Whether its sessions are gone counts only where this process sees its own. */
  private Holder holder(Session session) throws SQLException {
    return session.first(
        row ->
            new Holder(
                row.getObject(1, UUID.class),
                row.getLong(2),
                row.getTimestamp(3),
                row.getBoolean(4)),
        "SELECT owner, epoch, until,"
            + " EXISTS (SELECT 1 FROM pg_stat_activity WHERE application_name = ?)"
            + " AND NOT EXISTS (SELECT 1 FROM pg_stat_activity"
            + " WHERE application_name = 'dlr-hub ' || owner::text)"
            + " FROM lease WHERE name = ? AND owner IS NOT NULL",
        PostgresServerPool.applicationName(pool.self()),
        LEASE + name);
  }

  private int letGo(Session session, Holder holder) throws SQLException {
    return session.update(
        "UPDATE lease SET owner = NULL WHERE name = ? AND owner = ? AND epoch = ?",
        LEASE + name,
        holder.owner,
        holder.epoch);
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LedgerException("interrupted while waiting for the name of this instance", e);
    }
  }

  /** Lets another have the name. */
  public void letGo() {
    if (epoch >= 0) {
      leases.release(LEASE + name, epoch);
      epoch = -1;
    }
  }

  private record Row(String lease, UUID owner, String instance, Instant since) {}

  /** Who is alive, and what each holds. */
  public static List<LedgerInstance> all(Session session, UUID self) throws SQLException {
    List<Row> rows =
        session.list(
            row ->
                new Row(
                    row.getString(1),
                    row.getObject(2, UUID.class),
                    row.getString(3),
                    row.getTimestamp(4).toInstant()),
            "SELECT name, owner, instance, since FROM lease"
                + " WHERE owner IS NOT NULL AND until > clock_timestamp() ORDER BY name");
    Map<UUID, List<Row>> byOwner = new LinkedHashMap<>();
    rows.forEach(row -> byOwner.computeIfAbsent(row.owner, first -> new ArrayList<>()).add(row));
    return byOwner.entrySet().stream()
        .map(one -> instance(one.getValue(), one.getKey().equals(self)))
        .sorted(Comparator.comparing(LedgerInstance::name))
        .toList();
  }

  private static LedgerInstance instance(List<Row> rows, boolean self) {
    Instant since =
        rows.stream()
            .filter(row -> row.lease.startsWith(LEASE))
            .map(Row::since)
            .findFirst()
            .orElse(null);
    List<Hold> holds =
        rows.stream()
            .filter(row -> !row.lease.startsWith(LEASE))
            .map(row -> hold(row.lease, row.since))
            .toList();
    return new LedgerInstance(rows.get(0).instance, self, since, holds);
  }

  private static Hold hold(String lease, Instant since) {
    int slash = lease.indexOf('/');
    return new Hold(lease.substring(0, slash), lease.substring(slash + 1), since);
  }
}
