package io.dlrhub.ledger;

import io.dlrhub.ledger.FeedOptions.Kinds;
import io.dlrhub.ledger.FeedOptions.Start;
import io.dlrhub.ledger.postgres.PostgresLedger;
import io.dlrhub.ledger.sqlite.SqliteLedger;
import io.dlrhub.report.Record;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Ledgers as tests want them. */
public final class Ledgers {

  public static final int SMALL_GENERATION = 200;

  public static final long PROBE_MILLIS = 5;

  private Ledgers() {}

  /** Which engine the tests of the contract are run on; set by {@link OnPostgres}. */
  static boolean onPostgres;

  /** The URL of the ledger that a test calls by the name of a file. */
  public static String url(Path file) {
    return onPostgres ? PostgresServer.url(file) : "jdbc:sqlite:" + file;
  }

  public static LedgerOptions options(Path file) {
    return LedgerOptions.of(url(file));
  }

  public static LedgerOptions options(Path file, Clock clock) {
    return new LedgerOptions(url(file), null, null, Duration.ofDays(30), 1L << 30, clock);
  }

  /** One whose generations are full, and sealed, after few reports. */
  public static Ledger withSmallGenerations(LedgerOptions options) {
    if (onPostgres) {
      return PostgresLedger.open(options, SMALL_GENERATION);
    }
    return SqliteLedger.open(
        options,
        new SqliteLedger.Internals(DriverManager::getConnection, SMALL_GENERATION, PROBE_MILLIS));
  }

  /** What is asked of the tables of SQLite, as the engine of the test understands it. */
  static String sql(String asked) {
    return onPostgres
        ? asked
            .replace("sum(count) FROM log", "count(*) FROM record")
            .replace("min(first_seq), 0) FROM log", "min(seq), 0) FROM record")
            .replace("min(first_seq) FROM log", "min(seq) FROM record")
            .replace("FROM log", "FROM record")
        : asked;
  }

  /** Everything in the log, read as a new sink would. */
  public static List<Record> contents(Ledger ledger) throws InterruptedException {
    List<Record> all = new ArrayList<>();
    try (Feed feed =
        ledger.feed(new FeedOptions("contents-" + System.nanoTime(), Kinds.ALL, Start.BEGINNING))) {
      for (Batch batch = feed.poll(1000, Duration.ZERO);
          !batch.isEmpty();
          batch = feed.poll(1000, Duration.ZERO)) {
        all.addAll(batch);
        feed.advance(batch.positionAfter());
      }
    }
    return all;
  }
}
