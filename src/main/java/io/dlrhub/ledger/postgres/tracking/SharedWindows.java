package io.dlrhub.ledger.postgres.tracking;

import io.dlrhub.ledger.postgres.database.Leases;
import io.dlrhub.ledger.postgres.database.PostgresServerPool;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Lets one instance at a time ask for the statistics of an account. */
public final class SharedWindows {

  private final PostgresServerPool pool;
  private final Leases leases;
  private final Map<String, Long> held = new ConcurrentHashMap<>();

  public SharedWindows(PostgresServerPool pool, Leases leases) {
    this.pool = pool;
    this.leases = leases;
  }

  /** Whether this instance is the one; takes the lease where nobody alive has it. */
  public boolean mayFetch(String provider, String account) {
    String lease = "statistics/" + provider + "/" + account;
    Long epoch = held.get(lease);
    if (epoch != null && pool.write(session -> leases.isHeld(session, lease, epoch))) {
      return true;
    }
    held.remove(lease);
    leases.take(lease).ifPresent(taken -> held.put(lease, taken));
    return held.containsKey(lease);
  }

  /** Lets others ask. */
  public void letGo() {
    held.forEach(leases::release);
    held.clear();
  }
}
