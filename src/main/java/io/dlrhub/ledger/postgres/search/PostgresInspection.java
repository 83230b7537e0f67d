package io.dlrhub.ledger.postgres.search;

import io.dlrhub.ledger.History;
import io.dlrhub.ledger.HistoryQuery;
import io.dlrhub.ledger.Inspection;
import io.dlrhub.ledger.LedgerExtent;
import io.dlrhub.ledger.QuarantinePage;
import io.dlrhub.ledger.QuarantineQuery;
import io.dlrhub.ledger.Repeat;
import io.dlrhub.ledger.ReportPage;
import io.dlrhub.ledger.ReportQuery;
import io.dlrhub.ledger.UnmappedCode;
import io.dlrhub.ledger.append.RepeatCounts;
import io.dlrhub.ledger.postgres.database.PostgresServerPool;
import io.dlrhub.ledger.postgres.database.Session;
import io.dlrhub.ledger.postgres.database.TallyTable;
import io.dlrhub.ledger.postgres.log.HistoryTable;
import io.dlrhub.ledger.postgres.log.RecordTable;
import io.dlrhub.ledger.postgres.log.RepeatTable;
import io.dlrhub.ledger.postgres.quarantine.CodeTable;
import io.dlrhub.ledger.postgres.quarantine.QuarantinePages;
import io.dlrhub.ledger.postgres.quarantine.RejectTable;
import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.report.RecordField;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Looks into the ledger, each time for as long as one answer takes. */
public final class PostgresInspection implements Inspection {

  private final PostgresServerPool pool;
  private final PhoneNumbers phones;
  private final RepeatCounts repeats;

  /**
   * @param phones by which two ways of writing a phone are told to be one
   * @param repeats those that this instance has not stored yet
   */
  public PostgresInspection(PostgresServerPool pool, PhoneNumbers phones, RepeatCounts repeats) {
    this.pool = pool;
    this.phones = phones;
    this.repeats = repeats;
  }

  @Override
  public ReportPage reports(ReportQuery query) {
    return pool.read(session -> new ReportLookup(session, query, phones).run());
  }

  @Override
  public List<Repeat> repeats(Collection<Long> positions) {
    return repeats.with(pool.read(session -> RepeatTable.of(session, positions)), positions);
  }

  @Override
  public LedgerExtent extent() {
    return pool.read(PostgresInspection::extent);
  }

  private static LedgerExtent extent(Session session) throws SQLException {
    long last = RecordTable.lastSeq(session);
    long oldest = RecordTable.oldestSeq(session, last + 1);
    long statistics = session.number(0, "SELECT count(*) FROM record WHERE statistics");
    return new LedgerExtent(
        Math.max(0, last - oldest + 1 - statistics),
        statistics,
        receivedAt(session, "ASC"),
        receivedAt(session, "DESC"),
        session.number(0, "SELECT count(*) FROM quarantine"),
        TallyTable.get(session, RejectTable.BYTES, 0),
        session.number(0, "SELECT pg_database_size(current_database())"));
  }

  private static Instant receivedAt(Session session, String order) throws SQLException {
    byte[] line =
        session.first(
            row -> row.getBytes(1), "SELECT line FROM record ORDER BY seq " + order + " LIMIT 1");
    return line == null ? null : Instant.parse(RecordField.RECEIVED_AT.text(line));
  }

  @Override
  public History history(HistoryQuery query) {
    return pool.read(session -> HistoryTable.read(session, query));
  }

  @Override
  public List<UnmappedCode> unmappedCodes(int limit) {
    return pool.read(session -> CodeTable.read(session, limit));
  }

  @Override
  public QuarantinePage quarantine(QuarantineQuery query) {
    return pool.read(session -> new QuarantinePages(session, query).read());
  }
}
