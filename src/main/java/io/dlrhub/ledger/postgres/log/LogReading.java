package io.dlrhub.ledger.postgres.log;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.postgres.database.Session;
import io.dlrhub.ledger.reconciliation.StoredReport;
import io.dlrhub.ledger.reconciliation.StoredReports;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;

/** Goes through the reports of a stretch of the log, a few thousand at a time. */
public final class LogReading implements StoredReports<SQLException> {

  private static final int RECORDS_AT_ONCE = 5000;

  private final Session session;
  private final BooleanSupplier closed;

  /**
   * @param closed whether to give up
   */
  public LogReading(Session session, BooleanSupplier closed) {
    this.session = session;
    this.closed = closed;
  }

  @Override
  public boolean each(long first, long last, Visitor<SQLException> visitor) throws SQLException {
    long[] next = {first};
    boolean[] going = {true};
    int[] seen = {RECORDS_AT_ONCE};
    while (going[0] && seen[0] == RECORDS_AT_ONCE) {
      if (closed.getAsBoolean()) {
        throw new LedgerException("the ledger is closed");
      }
      seen[0] = 0;
      session.each(
          row -> {
            long seq = row.getLong(1);
            byte[] line = row.getBytes(2);
            seen[0]++;
            next[0] = seq + 1;
            going[0] = visitor.visit(new StoredReport(seq, line, 0, line.length));
            return going[0];
          },
          "SELECT seq, line FROM record WHERE NOT statistics AND seq >= ? AND seq <= ?"
              + " ORDER BY seq LIMIT "
              + RECORDS_AT_ONCE,
          next[0],
          last);
    }
    return going[0];
  }
}
