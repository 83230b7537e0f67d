package io.dlrhub.ledger.sqlite.tracking;

import io.dlrhub.ledger.InDoubtCount;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.tracking.InDoubtRules;
import io.dlrhub.report.InDoubt;
import io.dlrhub.report.PullIntent;
import io.dlrhub.report.SentMessage;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pulls that are under way, and how many came to be in doubt. */
public final class PullIntents {

  private static final Logger LOG = LoggerFactory.getLogger(PullIntents.class);

  private record Account(String provider, String name) {}

  /**
   * Pulls in doubt whose messages are to be asked for.
   *
   * @param count of that account so far; tells whether another came since
   */
  record Doubt(String provider, String account, Instant sentSince, long count) {}

  private final Map<Account, Long> counts = new ConcurrentHashMap<>();

  /** Reads the counts. */
  public void load(Database database) throws SQLException {
    List<InDoubtCount> stored =
        database.list(
            row -> new InDoubtCount(row.getString(1), row.getString(2), row.getLong(3)),
            "SELECT provider, account, count FROM in_doubt");
    stored.forEach(one -> counts.put(new Account(one.provider(), one.account()), one.count()));
  }

  /** Counts what a process that died left under way; in the transaction of opening. */
  public void takeOver(Database database, long now) throws SQLException {
    List<InDoubt> left =
        database.list(
            row ->
                new InDoubt(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    Instant.ofEpochMilli(row.getLong(4)),
                    "the process ended before the answer was stored"),
            "SELECT provider, account, action, started_at FROM pull_intent ORDER BY number");
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
    database.update("DELETE FROM pull_intent");
  }

  /** Writes an intent down. */
  public PullIntent begin(
      Database database, String provider, String account, String action, long now)
      throws SQLException {
    database.update(
        "INSERT INTO pull_intent (provider, account, action, started_at) VALUES (?, ?, ?, ?)",
        provider,
        account,
        action,
        now);
    return new PullIntent(
        database.number(0, "SELECT last_insert_rowid()"), provider, account, action);
  }

  /** Strikes an intent out; false when it was struck out before. */
  public boolean end(Database database, PullIntent intent) throws SQLException {
    return database.update("DELETE FROM pull_intent WHERE number = ?", intent.number()) > 0;
  }

  /** Counts a pull in doubt. */
  public void count(Database database, InDoubt pull, long now) throws SQLException {
    database.update(
        "INSERT INTO in_doubt (provider, account, count, last_at, ask_since) VALUES (?, ?, 1, ?, ?)"
            + " ON CONFLICT (provider, account) DO UPDATE SET count = count + 1,"
            + " last_at = excluded.last_at,"
            + " ask_since = min(coalesce(ask_since, excluded.ask_since), excluded.ask_since)",
        pull.provider(),
        pull.account(),
        now,
        InDoubtRules.sentSince(pull.startedAt()).toEpochMilli());
  }

  /** What is to be asked for because of pulls in doubt; null when there is nothing. */
  static Doubt doubt(Database reader, String provider, String account) throws SQLException {
    return reader.first(
        row -> new Doubt(provider, account, Instant.ofEpochMilli(row.getLong(1)), row.getLong(2)),
        "SELECT ask_since, count FROM in_doubt"
            + " WHERE provider = ? AND account = ? AND ask_since IS NOT NULL",
        provider,
        account);
  }

  /** Whether a pull that may have held reports of that message was in doubt. */
  boolean wasInDoubtSince(Database database, SentMessage message) throws SQLException {
    Instant last =
        database.first(
            row -> Instant.ofEpochMilli(row.getLong(1)),
            "SELECT last_at FROM in_doubt WHERE provider = ? AND account = ?",
            message.provider(),
            message.account());
    return last != null && InDoubtRules.concerns(message.sentAt(), last);
  }

  /** Everything was made due, unless another pull came to be in doubt meanwhile. */
  void askedAtOnce(Database database, Doubt doubt) throws SQLException {
    database.update(
        "UPDATE in_doubt SET ask_since = NULL WHERE provider = ? AND account = ? AND count = ?",
        doubt.provider(),
        doubt.account(),
        doubt.count());
  }

  /** After the commit of {@link #count}. */
  public void counted(InDoubt pull) {
    counts.merge(new Account(pull.provider(), pull.account()), 1L, Long::sum);
  }

  public List<InDoubtCount> counts() {
    return counts.entrySet().stream()
        .map(one -> new InDoubtCount(one.getKey().provider, one.getKey().name, one.getValue()))
        .toList();
  }
}
