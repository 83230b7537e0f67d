package io.dlrhub.ledger.sqlite.search;

import io.dlrhub.ledger.FeedOptions;
import io.dlrhub.ledger.ReportPage;
import io.dlrhub.ledger.ReportQuery;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.identity.KeyRun;
import io.dlrhub.ledger.sqlite.identity.RunPages;
import io.dlrhub.ledger.sqlite.log.LogReader;
import io.dlrhub.ledger.sqlite.log.LogRow;
import io.dlrhub.ledger.sqlite.log.LogRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

/**
 * One search through the log, from its end backwards: generations that have an index by that index
 * when a message or a phone is asked for, all else by reading.
 */
final class ReportSearch {

  /** Bytes of records a page may hold, or one record. */
  private static final long PAGE_BYTES = 4L << 20;

  /** A single statement must not hold up checkpoints. */
  private static final long STATEMENT_NANOS = 50_000_000;

  private final Database database;
  private final ReportQuery query;
  private final ReportFilter filter;
  private final LogReader log;
  private final BooleanSupplier spent;
  private final long sinceMillis;
  private final List<byte[]> found = new ArrayList<>();
  private final List<Long> positions = new ArrayList<>();
  private List<ReportAccount> accounts;
  private long bytes;
  // Everything at this position and after it has been looked at.
  private long at;
  private boolean ended;
  private final String phoneKey;
  private boolean complete = true;

  /** A generation that is not being removed. */
  private record Stretch(long number, long firstSeq, long newestAt, boolean indexed) {
    static Stretch of(ResultSet row) throws SQLException {
      return new Stretch(row.getLong(1), row.getLong(2), row.getLong(3), row.getBoolean(4));
    }
  }

  /**
   * @param phoneKey of the phone that is wanted; null for any
   * @param spent asked after every row that was read: whether the search has taken long enough
   */
  ReportSearch(Database database, ReportQuery query, String phoneKey, BooleanSupplier spent) {
    this.database = database;
    this.query = query;
    this.phoneKey = phoneKey;
    this.filter = new ReportFilter(query, phoneKey);
    this.log = new LogReader(database, FeedOptions.Kinds.REPORTS);
    this.spent = spent;
    this.sinceMillis = query.since() == null ? Long.MIN_VALUE : query.since().toEpochMilli();
    this.at = query.before();
  }

  ReportPage run() throws SQLException {
    List<Stretch> stretches =
        database.list(
            Stretch::of,
            "SELECT number, first_seq, coalesce(newest_at, ?), phone_keys IS NOT NULL"
                + " FROM generation WHERE state <> 2 AND first_seq < ? ORDER BY number DESC",
            Long.MAX_VALUE,
            at);
    for (Stretch stretch : stretches) {
      if (ended) {
        break;
      }
      if (stretch.newestAt() < sinceMillis) {
        at = 0;
        break;
      }
      if (stretch.indexed() && (query.phone() != null || query.messageId() != null)) {
        lookUp(stretch);
      } else {
        scan(stretch);
      }
    }
    return new ReportPage(found, positions, ended ? at : 0, complete);
  }

  private void lookUp(Stretch stretch) throws SQLException {
    long[] seqs = positions(stretch);
    for (int i = seqs.length - 1; i >= 0 && !ended; i--) {
      byte[] line = seqs[i] < at ? log.line(seqs[i]) : null;
      if (line != null) {
        offer(line, seqs[i]);
        endIfSpent();
      }
    }
    if (!ended) {
      at = stretch.firstSeq();
      endIfSpent();
    }
  }

  /** Where the index has what is asked for, ascending; others may be among them. */
  private long[] positions(Stretch stretch) throws SQLException {
    LongStream.Builder seqs = LongStream.builder();
    if (query.messageId() != null) {
      KeyRun run = run(stretch, RunPages.MESSAGES, "message_keys");
      if (accounts == null) {
        accounts = ReportAccount.stored(database);
      }
      for (ReportAccount account : accounts) {
        run.each(database, account.messageKey(query.messageId()), seqs);
      }
    } else {
      run(stretch, RunPages.PHONES, "phone_keys").each(database, PhoneRun.key(phoneKey), seqs);
    }
    return seqs.build().sorted().toArray();
  }

  private KeyRun run(Stretch stretch, int kind, String column) throws SQLException {
    byte[] keys =
        database.first(
            row -> row.getBytes(1),
            "SELECT " + column + " FROM generation WHERE number = ?",
            stretch.number());
    // Retention may have removed it since.
    long[] firstKeys = keys == null ? new long[0] : RunPages.keys(keys);
    return new KeyRun(stretch.number(), stretch.firstSeq(), kind, firstKeys);
  }

  private void scan(Stretch stretch) throws SQLException {
    boolean more = true;
    while (more && !ended) {
      long before = at;
      long deadline = System.nanoTime() + STATEMENT_NANOS;
      LogRows.reportsBackwards(
          database,
          stretch.firstSeq(),
          at,
          row -> {
            scan(row);
            return !ended && System.nanoTime() < deadline;
          });
      more = at < before;
    }
  }

  private void scan(LogRows.Stored row) {
    if (row.appendedAt() < sinceMillis) {
      ended = true;
      at = 0;
      return;
    }
    if (row.isReports()) {
      LogRow reports = row.open();
      for (int i = (int) Math.min(reports.size(), at - row.firstSeq()) - 1; i >= 0 && !ended; i--) {
        offer(reports.line(i), row.firstSeq() + i);
      }
    }
    if (!ended) {
      at = row.firstSeq();
      endIfSpent();
    }
  }

  /** Takes it if it is wanted; where no more fits in, the search ends after the one before. */
  private void offer(byte[] line, long seq) {
    if (!filter.accepts(line)) {
      at = seq;
      return;
    }
    if (found.size() == query.limit() || bytes > 0 && bytes + line.length > PAGE_BYTES) {
      ended = true;
      return;
    }
    found.add(line);
    positions.add(seq);
    bytes += line.length;
    at = seq;
  }

  private void endIfSpent() {
    if (!ended && spent.getAsBoolean()) {
      ended = true;
      complete = false;
    }
  }
}
