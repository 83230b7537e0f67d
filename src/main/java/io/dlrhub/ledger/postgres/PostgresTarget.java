package io.dlrhub.ledger.postgres;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.MigratedRecord;
import io.dlrhub.ledger.MigratedTable;
import io.dlrhub.ledger.MigrationSource;
import io.dlrhub.ledger.MigrationTarget;
import io.dlrhub.ledger.append.PreparedReport;
import io.dlrhub.ledger.postgres.database.Head;
import io.dlrhub.ledger.postgres.database.PostgresLayout;
import io.dlrhub.ledger.postgres.database.PostgresServerPool;
import io.dlrhub.ledger.postgres.database.PostgresUrl;
import io.dlrhub.ledger.postgres.database.Session;
import io.dlrhub.ledger.postgres.log.LogRetention;
import io.dlrhub.ledger.postgres.log.PartitionTable;
import io.dlrhub.ledger.postgres.log.RecordTable;
import io.dlrhub.report.DeliveryReport;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Fills a database that has no ledger, or an empty one, with one of another engine. */
final class PostgresTarget implements MigrationTarget {

  private static final Set<String> TALLIES =
      Set.of("reconciliation-told", "quarantine-bytes", "redeliveries");

  private final PostgresServerPool pool;
  private final LedgerOptions options;
  private final String name;
  private final LogRetention parts;

  PostgresTarget(LedgerOptions options, long partRecords) {
    this.options = options;
    this.name = PostgresUrl.shown(options.url());
    this.pool = new PostgresServerPool(options);
    this.parts = new LogRetention(options.retention(), partRecords, session -> 0);
  }

  @Override
  public long begin(String of, MigrationSource source, long openedAt) {
    return pool.write(
        session -> {
          if (PostgresLayout.isBeingFilled(session)) {
            return goOn(session, of);
          }
          PostgresLayout.bringUpToDate(session, name, options.clock().millis());
          requireEmpty(session);
          session.execute(
              "CREATE TABLE dlr_hub_migration (source TEXT NOT NULL, seq BIGINT NOT NULL)");
          session.update("INSERT INTO dlr_hub_migration (source, seq) VALUES (?, 0)", of);
          openFirstPart(session, source.oldestSeq(), openedAt);
          return 0L;
        });
  }

  private long goOn(Session session, String of) throws SQLException {
    String begun = session.first(row -> row.getString(1), "SELECT source FROM dlr_hub_migration");
    if (!of.equals(begun)) {
      throw new LedgerException(
          "ledger " + name + " is being filled from " + begun + "; only that can go on");
    }
    return session.number(0, "SELECT seq FROM dlr_hub_migration");
  }

  private void requireEmpty(Session session) throws SQLException {
    if (RecordTable.lastSeq(session) > 0
        || session.number(0, "SELECT count(*) FROM tracked") > 0
        || session.number(0, "SELECT count(*) FROM sink WHERE position > 0") > 0) {
      throw new LedgerException(
          "ledger " + name + " has records already; accepted is an empty database");
    }
    long alive =
        session.number(
            0, "SELECT count(*) FROM lease WHERE owner IS NOT NULL AND until > clock_timestamp()");
    if (alive > 0) {
      throw new LedgerException("ledger " + name + " is in use; stop its hubs first");
    }
  }

  /** A log whose oldest records were removed begins with a part that is not the first. */
  private static void openFirstPart(Session session, long first, long openedAt)
      throws SQLException {
    if (first == 1) {
      session.update("UPDATE head SET part_opened_at = ? WHERE stream = 0", openedAt);
      session.update("UPDATE generation SET opened_at = ?", openedAt);
      return;
    }
    session.update(
        "UPDATE head SET next_seq = ?, part_first_seq = ? WHERE stream = 0", first, first);
    PartitionTable.open(session, Head.take(session, openedAt));
    PartitionTable.drop(session, PartitionTable.oldest(session));
  }

  @Override
  public void add(List<MigratedRecord> records) {
    MigratedRecord last = records.get(records.size() - 1);
    Map<Long, Long> times = new HashMap<>();
    List<RecordTable.Row> rows = new ArrayList<>();
    Set<List<Object>> accounts = new HashSet<>();
    for (MigratedRecord record : records) {
      times.put(record.seq(), record.appendedAt());
      PreparedReport prepared = null;
      if (record.record() instanceof DeliveryReport report) {
        long message = PreparedReport.messageKey(report);
        prepared = new PreparedReport(report, record.line(), record.referenceKey(), message);
        accounts.add(List.of(report.provider(), report.account(), report.channel().wireName()));
      }
      rows.add(new RecordTable.Row(record.seq(), prepared, record.line()));
    }
    pool.write(
        session -> {
          Head head = Head.take(session, last.appendedAt());
          RecordTable.insert(session, head.generation(), rows, row -> times.get(row.seq()));
          for (List<Object> account : accounts) {
            session.update(
                "INSERT INTO report_account (provider, account, channel) VALUES (?, ?, ?)"
                    + " ON CONFLICT DO NOTHING",
                account.toArray());
          }
          session.update("UPDATE dlr_hub_migration SET seq = ?", last.seq());
          end(session, last.seq(), last.appendedAt());
          parts.closeInTime(session, Head.take(session, last.appendedAt()));
          return last;
        });
  }

  private static void end(Session session, long seq, long at) throws SQLException {
    session.update("UPDATE head SET next_seq = ?, appended_at = ? WHERE stream = 0", seq + 1, at);
  }

  @Override
  public long finish(MigrationSource source) {
    return pool.write(
        session -> {
          session.execute("SET LOCAL statement_timeout = 0");
          long rows = 0;
          for (MigratedTable table : MigratedTable.values()) {
            rows += copy(session, table, source);
          }
          history(session, source);
          session.update(
              "UPDATE head SET next_seq = greatest(next_seq, ?) WHERE stream = 0",
              source.lastSeq() + 1);
          long here = session.number(0, "SELECT count(*) FROM record");
          if (here != source.count()) {
            throw new LedgerException(
                "the migration has " + here + " records of " + source.count());
          }
          session.execute("DROP TABLE dlr_hub_migration");
          return rows;
        });
  }

  private static long copy(Session session, MigratedTable table, MigrationSource source)
      throws SQLException {
    session.execute("DELETE FROM " + table.table());
    String sql =
        "INSERT INTO "
            + table.table()
            + " ("
            + String.join(", ", table.columns())
            + ")"
            + (table.number() == null ? "" : " OVERRIDING SYSTEM VALUE")
            + " VALUES ("
            + String.join(", ", Collections.nCopies(table.columns().size(), "?"))
            + ")";
    long copied;
    try (RowInserts inserts = new RowInserts(session, sql)) {
      source.rows(
          table,
          row -> {
            if (table != MigratedTable.TALLY || TALLIES.contains(String.valueOf(row[0]))) {
              inserts.add(row);
            }
          });
      copied = inserts.finish();
    }
    long here = session.number(0, "SELECT count(*) FROM " + table.table());
    if (here != copied) {
      throw new LedgerException(
          "the migration has " + here + " rows of " + copied + " of " + table.table());
    }
    if (table.number() != null) {
      session.number(
          0,
          "SELECT setval(pg_get_serial_sequence(?, ?), ?, true)",
          table.table(),
          table.number(),
          Math.max(1, source.lastNumber(table)));
    }
    return copied;
  }

  private static void history(Session session, MigrationSource source) throws SQLException {
    Map<List<Object>, Long> counts = new HashMap<>();
    source.history(
        part -> {
          List<Object> kind = Arrays.asList(part).subList(0, part.length - 1);
          counts.merge(kind, (Long) part[part.length - 1], Long::sum);
        });
    session.execute("DELETE FROM history");
    try (RowInserts inserts =
        new RowInserts(
            session,
            "INSERT INTO history (step, start, provider, account, channel, status, reason, count)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
      counts.forEach(
          (kind, count) -> {
            List<Object> row = new ArrayList<>(kind);
            row.add(count);
            inserts.add(row.toArray());
          });
      inserts.finish();
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
