package io.dlrhub.ledger.sqlite.search;

import io.dlrhub.ledger.LedgerExtent;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.file.Tally;
import io.dlrhub.ledger.sqlite.log.LogRow;
import io.dlrhub.ledger.sqlite.log.LogRows;
import io.dlrhub.report.RecordField;
import java.sql.SQLException;
import java.time.Instant;

/** Tells how much a ledger holds, by its ends: the log and the quarantine have no gaps. */
final class ExtentReader {

  private ExtentReader() {}

  static LedgerExtent read(Database database, long fileBytes) throws SQLException {
    LogRows.Stored newest = LogRows.newest(database);
    LogRows.Stored oldest = LogRows.oldest(database);
    long entries =
        database.number(0, "SELECT (SELECT max(id) FROM quarantine) - min(id) + 1 FROM quarantine");
    long bytes = Tally.get(database, "quarantine-bytes", 0);
    if (newest == null || oldest == null) {
      return new LedgerExtent(0, 0, null, null, entries, bytes, fileBytes);
    }
    LogRow last = newest.open();
    long records = newest.lastSeq() + 1 - oldest.firstSeq();
    long statistics = newest.statisticsAfter() - oldest.statisticsBefore();
    return new LedgerExtent(
        records - statistics,
        statistics,
        receivedAt(oldest.open().line(0)),
        receivedAt(last.line(last.size() - 1)),
        entries,
        bytes,
        fileBytes);
  }

  private static Instant receivedAt(byte[] line) {
    return Instant.parse(RecordField.RECEIVED_AT.text(line));
  }
}
