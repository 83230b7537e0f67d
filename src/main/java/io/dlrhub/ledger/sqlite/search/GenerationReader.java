package io.dlrhub.ledger.sqlite.search;

import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.log.LogRow;
import io.dlrhub.ledger.sqlite.log.LogRows;
import io.dlrhub.report.RecordField;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Reads a generation's reports once, a little at a time: their phones, and whose they are. */
final class GenerationReader {

  private static final long SLICE_NANOS = 3_000_000;

  private final Database database;
  private final long firstSeq;
  private final long endSeq;
  private final PhoneRun phones;
  private final Set<ReportAccount> accounts = new HashSet<>();
  private byte[] accountBefore = {};
  private long nextSeq;

  GenerationReader(Database database, long firstSeq, long endSeq, int reports) {
    this.database = database;
    this.firstSeq = firstSeq;
    this.endSeq = endSeq;
    this.phones = new PhoneRun(reports);
    this.nextSeq = firstSeq;
  }

  /** Reads on for some milliseconds; false when there is nothing more. */
  boolean readSome() throws SQLException {
    long deadline = System.nanoTime() + SLICE_NANOS;
    long before = nextSeq;
    LogRows.reportsBetween(
        database,
        nextSeq,
        endSeq,
        row -> {
          take(row);
          return System.nanoTime() < deadline;
        });
    return nextSeq > before;
  }

  private void take(LogRows.Stored row) {
    nextSeq = row.lastSeq() + 1;
    if (!row.isReports()) {
      return;
    }
    LogRow reports = row.open();
    for (int i = 0; i < reports.size(); i++) {
      byte[] line = reports.line(i);
      String phone = ReportFilter.keyOf(line);
      if (phone != null) {
        phones.add(phone, row.firstSeq() - firstSeq + i);
      }
      noteAccount(line);
    }
  }

  /** Nearly every report is of the same account as the one before. */
  private void noteAccount(byte[] line) {
    int from = RecordField.PROVIDER.indexIn(line);
    int to = RecordField.MESSAGE_ID.indexIn(line);
    if (!Arrays.equals(line, from, to, accountBefore, 0, accountBefore.length)) {
      accounts.add(ReportAccount.of(line));
      accountBefore = Arrays.copyOfRange(line, from, to);
    }
  }

  PhoneRun phones() {
    return phones;
  }

  Set<ReportAccount> accounts() {
    return accounts;
  }
}
