package io.dlrhub.ledger.postgres.tracking;

import io.dlrhub.ledger.postgres.database.HeadTransactions;
import io.dlrhub.ledger.postgres.database.Leases;
import io.dlrhub.ledger.postgres.database.PostgresServerPool;
import io.dlrhub.ledger.postgres.database.Session;
import io.dlrhub.report.PullElsewhere;
import io.dlrhub.report.PullIntent;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Lets one instance at a time pull of an account, and counts what one that died left under way. */
public final class SharedPulls {

  private final PostgresServerPool pool;
  private final HeadTransactions head;
  private final Leases leases;
  private final IntentTable intents;
  private final Map<String, Long> held = new ConcurrentHashMap<>();

  public SharedPulls(
      PostgresServerPool pool, HeadTransactions head, Leases leases, IntentTable intents) {
    this.pool = pool;
    this.head = head;
    this.leases = leases;
    this.intents = intents;
  }

  /**
   * Commits the intent to pull.
   *
   * @throws PullElsewhere if another instance pulls of that account
   */
  public PullIntent begin(String provider, String account, String action) {
    String lease = lease(provider, account, action);
    return head.write(
        (session, end) -> {
          IntentTable.Holder holder =
              new IntentTable.Holder(leases.self(), lease, take(session, lease));
          intents.takeOver(session, leases.self(), end.now());
          return intents.begin(session, provider, account, action, holder, end.now());
        });
  }

  private static String lease(String provider, String account, String action) {
    return "pull/" + provider + "/" + account + "/" + action;
  }

  /** Whether this instance may still pull by that intent. */
  public boolean isOpen(PullIntent intent) {
    String lease = lease(intent.provider(), intent.account(), intent.action());
    Long epoch = held.get(lease);
    return epoch != null
        && pool.write(
            session -> leases.isHeld(session, lease, epoch) && IntentTable.isOpen(session, intent));
  }

  private long take(Session session, String lease) throws SQLException {
    long epoch = held.getOrDefault(lease, -1L);
    if (epoch >= 0 && leases.isHeld(session, lease, epoch)) {
      return epoch;
    }
    long taken =
        leases
            .take(session, lease)
            .orElseThrow(
                () -> new PullElsewhere("another instance pulls of this account: " + lease));
    held.put(lease, taken);
    return taken;
  }

  /** Ends an intent of which nothing came. */
  public void cancel(PullIntent intent) {
    pool.write(session -> intents.end(session, intent));
  }

  /** Counts pulls in doubt whose instance has died. */
  public void takeOver() {
    long left =
        pool.read(
            session ->
                session.number(
                    0, "SELECT count(*) FROM pull_intent WHERE owner <> ?", leases.self()));
    if (left > 0) {
      head.write((session, end) -> intents.takeOver(session, leases.self(), end.now()));
    }
  }

  /** Lets others pull. */
  public void letGo() {
    held.forEach(leases::release);
  }
}
