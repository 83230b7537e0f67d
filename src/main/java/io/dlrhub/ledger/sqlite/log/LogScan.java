package io.dlrhub.ledger.sqlite.log;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.reconciliation.StoredReport;
import io.dlrhub.ledger.reconciliation.StoredReports;
import io.dlrhub.ledger.sqlite.file.Database;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;

/**
 * Goes through the reports of a stretch of the log, a few thousand in one read transaction: a
 * longer one would let the write-ahead log grow.
 */
public final class LogScan implements StoredReports<SQLException> {

  private static final int RECORDS_AT_ONCE = 5000;

  private final Database reader;
  private final BooleanSupplier closed;

  /**
   * @param closed whether to give up
   */
  public LogScan(Database reader, BooleanSupplier closed) {
    this.reader = reader;
    this.closed = closed;
  }

  @Override
  public boolean each(long first, long last, Visitor<SQLException> visitor) throws SQLException {
    long[] next = {first};
    boolean[] going = {true};
    while (going[0] && next[0] <= last) {
      if (closed.getAsBoolean()) {
        throw new LedgerException("the ledger is closed");
      }
      next[0] = chunk(next[0], last, visitor, going);
    }
    return going[0];
  }

  private long chunk(long first, long last, Visitor<SQLException> visitor, boolean[] going)
      throws SQLException {
    long[] next = {last + 1};
    int[] seen = {0};
    LogRows.reportsBetween(
        reader,
        first,
        last + 1,
        row -> {
          if (seen[0] > RECORDS_AT_ONCE) {
            next[0] = row.firstSeq();
            return false;
          }
          seen[0] += row.count();
          going[0] = !row.isReports() || reports(row.open(), visitor);
          return going[0];
        });
    return next[0];
  }

  private static boolean reports(LogRow row, Visitor<SQLException> visitor) throws SQLException {
    for (int i = 0; i < row.size(); i++) {
      int length = row.end(i) - row.start(i);
      if (!visitor.visit(new StoredReport(row.firstSeq() + i, row.body(), row.start(i), length))) {
        return false;
      }
    }
    return true;
  }
}
