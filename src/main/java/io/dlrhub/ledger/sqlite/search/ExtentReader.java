package io.dlrhub.ledger.sqlite.search;

import io.dlrhub.ledger.LedgerExtent;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.file.Tally;
import io.dlrhub.ledger.sqlite.log.LogRow;
import io.dlrhub.ledger.sqlite.log.LogWriter;
import io.dlrhub.report.RecordField;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** Tells how much a ledger holds, by its ends: the log and the quarantine have no gaps. */
final class ExtentReader {

  private static final String ROW =
      "SELECT first_seq, count, kind, statistics_before, body FROM log ORDER BY first_seq ";

  private ExtentReader() {}

  /** A row at one end of the log. */
  private record End(LogRow row, boolean statistics, long statisticsBefore) {
    static End of(ResultSet row) throws SQLException {
      return new End(
          LogRow.of(row.getLong(1), row.getInt(2), row.getBytes(5)),
          row.getInt(3) == LogWriter.STATISTICS,
          row.getLong(4));
    }

    long statisticsAfter() {
      return statisticsBefore + (statistics ? row.size() : 0);
    }
  }

  static LedgerExtent read(Database database, long fileBytes) throws SQLException {
    End newest = database.first(End::of, ROW + "DESC LIMIT 1");
    End oldest = database.first(End::of, ROW + "LIMIT 1");
    long entries =
        database.number(0, "SELECT (SELECT max(id) FROM quarantine) - min(id) + 1 FROM quarantine");
    long bytes = Tally.get(database, "quarantine-bytes", 0);
    if (newest == null || oldest == null) {
      return new LedgerExtent(0, 0, null, null, entries, bytes, fileBytes);
    }
    LogRow last = newest.row();
    long records = last.firstSeq() + last.size() - oldest.row().firstSeq();
    long statistics = newest.statisticsAfter() - oldest.statisticsBefore();
    return new LedgerExtent(
        records - statistics,
        statistics,
        receivedAt(oldest.row().line(0)),
        receivedAt(last.line(last.size() - 1)),
        entries,
        bytes,
        fileBytes);
  }

  private static Instant receivedAt(byte[] line) {
    return Instant.parse(RecordField.RECEIVED_AT.text(line));
  }
}
