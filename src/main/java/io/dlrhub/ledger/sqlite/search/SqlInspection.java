package io.dlrhub.ledger.sqlite.search;

import io.dlrhub.ledger.History;
import io.dlrhub.ledger.HistoryQuery;
import io.dlrhub.ledger.Inspection;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerExtent;
import io.dlrhub.ledger.QuarantinePage;
import io.dlrhub.ledger.QuarantineQuery;
import io.dlrhub.ledger.Repeat;
import io.dlrhub.ledger.ReportPage;
import io.dlrhub.ledger.ReportQuery;
import io.dlrhub.ledger.UnmappedCode;
import io.dlrhub.ledger.append.RepeatCounts;
import io.dlrhub.ledger.sqlite.figures.HistoryReader;
import io.dlrhub.ledger.sqlite.figures.KeptSums;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.file.SqliteFile;
import io.dlrhub.ledger.sqlite.identity.RepeatRows;
import io.dlrhub.ledger.sqlite.quarantine.QuarantineReader;
import io.dlrhub.ledger.sqlite.quarantine.UnmappedCodes;
import io.dlrhub.report.PhoneKey;
import io.dlrhub.report.PhoneNumbers;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Looks into the file, each time on a connection of its own that is closed at once. */
public final class SqlInspection implements Inspection {

  /** How long a search reads on. */
  private static final long SEARCH_NANOS = 2_000_000_000L;

  private final SqliteFile file;
  private final PhoneNumbers phones;
  private final KeptSums figures;
  private final RepeatCounts repeats;
  private final ReadWriteLock open = new ReentrantReadWriteLock(true);
  private volatile boolean closing;
  private boolean closed;

  /**
   * @param phones by which two ways of writing a phone are told to be one
   * @param repeats those that are not in the file yet
   */
  public SqlInspection(
      SqliteFile file, PhoneNumbers phones, KeptSums figures, RepeatCounts repeats) {
    this.file = file;
    this.phones = phones;
    this.figures = figures;
    this.repeats = repeats;
  }

  private interface Reading<T> {
    T from(Database database) throws SQLException;
  }

  @Override
  public ReportPage reports(ReportQuery query) {
    long deadline = System.nanoTime() + SEARCH_NANOS;
    String phoneKey = PhoneKey.of(query.phone(), phones.toE164(query.phone()));
    return read(
        database ->
            new ReportSearch(
                    database, query, phoneKey, () -> closing || System.nanoTime() - deadline > 0)
                .run());
  }

  @Override
  public List<Repeat> repeats(Collection<Long> positions) {
    return repeats.with(read(database -> RepeatRows.of(database, positions)), positions);
  }

  @Override
  public History history(HistoryQuery query) {
    boolean complete = figures.isComplete();
    return read(database -> HistoryReader.read(database, query, complete));
  }

  @Override
  public LedgerExtent extent() {
    return read(database -> ExtentReader.read(database, file.bytes()));
  }

  @Override
  public List<UnmappedCode> unmappedCodes(int limit) {
    return read(database -> UnmappedCodes.read(database, limit));
  }

  @Override
  public QuarantinePage quarantine(QuarantineQuery query) {
    return read(database -> new QuarantineReader(database, query).read());
  }

  private <T> T read(Reading<T> reading) {
    open.readLock().lock();
    try {
      if (closed) {
        throw new LedgerException("the ledger is closed");
      }
      try (Database database = file.reader()) {
        return reading.from(database);
      }
    } catch (SQLException e) {
      throw new LedgerException("the ledger cannot be read: " + e.getMessage(), e);
    } finally {
      open.readLock().unlock();
    }
  }

  /** Returns when the last reading has ended. */
  public void close() {
    closing = true;
    open.writeLock().lock();
    closed = true;
    open.writeLock().unlock();
  }
}
