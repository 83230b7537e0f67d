package io.dlrhub.ledger.postgres.tracking;

import io.dlrhub.ledger.InDoubtCount;
import io.dlrhub.ledger.postgres.database.Session;
import io.dlrhub.ledger.tracking.InDoubtRules;
import io.dlrhub.report.InDoubt;
import io.dlrhub.report.PullIntent;
import io.dlrhub.report.SentMessage;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pulls that are under way, and how many came to be in doubt. */
public final class IntentTable {

  private static final Logger LOG = LoggerFactory.getLogger(IntentTable.class);

  /**
   * Pulls in doubt whose messages are to be asked for.
   *
   * @param count of that account so far; tells whether another came since
   */
  record Doubt(String provider, String account, Instant sentSince, long count) {}

  /** Counts what processes that died left under way; how many. */
  public int takeOver(Session database, UUID self, long now) throws SQLException {
    List<InDoubt> left =
        database.list(
            row ->
                new InDoubt(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    Instant.ofEpochMilli(row.getLong(4)),
                    "the process ended before the answer was stored"),
            "DELETE FROM pull_intent WHERE number IN (SELECT i.number FROM pull_intent i"
                + " WHERE i.owner <> ? AND NOT EXISTS (SELECT 1 FROM lease l WHERE l.name = i.lease"
                + " AND l.owner = i.owner AND l.epoch = i.epoch AND l.until > clock_timestamp())"
                + " ORDER BY i.number FOR UPDATE)"
                + " RETURNING provider, account, action, started_at",
            self);
    for (InDoubt pull : left) {
      count(database, pull, now);
      LOG.warn(
          "Pull in doubt: {} of {}/{} begun {}: {}",
          pull.action(),
          pull.provider(),
          pull.account(),
          pull.startedAt(),
          pull.cause());
    }
    return left.size();
  }

  /** Whose an intent is: the process, and the lease by which it may pull. */
  public record Holder(UUID owner, String lease, long epoch) {}

  /** Writes an intent down. */
  public PullIntent begin(
      Session database, String provider, String account, String action, Holder holder, long now)
      throws SQLException {
    return new PullIntent(
        database.number(
            0,
            "INSERT INTO pull_intent (provider, account, action, started_at, owner, lease, epoch)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING number",
            provider,
            account,
            action,
            now,
            holder.owner,
            holder.lease,
            holder.epoch),
        provider,
        account,
        action);
  }

  /** Whether nobody has struck it out. */
  static boolean isOpen(Session database, PullIntent intent) throws SQLException {
    return database.number(0, "SELECT count(*) FROM pull_intent WHERE number = ?", intent.number())
        > 0;
  }

  /** Strikes an intent out; false when it was struck out before. */
  public boolean end(Session database, PullIntent intent) throws SQLException {
    return database.update("DELETE FROM pull_intent WHERE number = ?", intent.number()) > 0;
  }

  /** Counts a pull in doubt. */
  public void count(Session database, InDoubt pull, long now) throws SQLException {
    database.update(
        "INSERT INTO in_doubt (provider, account, count, last_at, ask_since) VALUES (?, ?, 1, ?, ?)"
            + " ON CONFLICT (provider, account) DO UPDATE SET count = in_doubt.count + 1,"
            + " last_at = excluded.last_at,"
            + " ask_since = least(coalesce(in_doubt.ask_since, excluded.ask_since), excluded.ask_since)",
        pull.provider(),
        pull.account(),
        now,
        InDoubtRules.sentSince(pull.startedAt()).toEpochMilli());
  }

  /** What is to be asked for because of pulls in doubt; null when there is nothing. */
  static Doubt doubt(Session reader, String provider, String account) throws SQLException {
    return reader.first(
        row -> new Doubt(provider, account, Instant.ofEpochMilli(row.getLong(1)), row.getLong(2)),
        "SELECT ask_since, count FROM in_doubt"
            + " WHERE provider = ? AND account = ? AND ask_since IS NOT NULL",
        provider,
        account);
  }

  /** Whether a pull that may have held reports of that message was in doubt. */
  boolean wasInDoubtSince(Session database, SentMessage message) throws SQLException {
    Instant last =
        database.first(
            row -> Instant.ofEpochMilli(row.getLong(1)),
            "SELECT last_at FROM in_doubt WHERE provider = ? AND account = ?",
            message.provider(),
            message.account());
    return last != null && InDoubtRules.concerns(message.sentAt(), last);
  }

  /** Everything was made due, unless another pull came to be in doubt meanwhile. */
  void askedAtOnce(Session database, Doubt doubt) throws SQLException {
    database.update(
        "UPDATE in_doubt SET ask_since = NULL WHERE provider = ? AND account = ? AND count = ?",
        doubt.provider(),
        doubt.account(),
        doubt.count());
  }

  /** How many came to be in doubt since the ledger was made. */
  public static List<InDoubtCount> counts(Session database) throws SQLException {
    return database.list(
        row -> new InDoubtCount(row.getString(1), row.getString(2), row.getLong(3)),
        "SELECT provider, account, count FROM in_doubt ORDER BY provider, account");
  }
}
