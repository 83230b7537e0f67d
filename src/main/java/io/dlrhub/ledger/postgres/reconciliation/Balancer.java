package io.dlrhub.ledger.postgres.reconciliation;

import io.dlrhub.ledger.DueQuery;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.Reconciliation;
import io.dlrhub.ledger.ReconciliationBusy;
import io.dlrhub.ledger.ReconciliationQuery;
import io.dlrhub.ledger.postgres.database.PostgresServerPool;
import io.dlrhub.ledger.postgres.database.Session;
import io.dlrhub.ledger.postgres.database.TallyTable;
import io.dlrhub.ledger.postgres.log.LogReading;
import io.dlrhub.ledger.postgres.log.PartitionTable;
import io.dlrhub.ledger.postgres.log.RecordTable;
import io.dlrhub.ledger.postgres.log.WindowTable;
import io.dlrhub.ledger.postgres.tracking.ScheduleRunner;
import io.dlrhub.ledger.reconciliation.HeldReports;
import io.dlrhub.ledger.reconciliation.HourlySums;
import io.dlrhub.ledger.reconciliation.SentSide;
import io.dlrhub.report.Channel;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.RecordJson;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** Reconciles, for one at a time, on a connection that reads a little at a time. */
public final class Balancer {

  private final PostgresServerPool pool;
  private final LedgerOptions options;
  private final ScheduleRunner sweeper;
  private final int mostUnsettled;
  private final ReentrantLock desk = new ReentrantLock();
  private volatile boolean closed;

  /**
   * @param mostUnsettled {@link HeldReports#MOST_UNSETTLED} but in tests
   */
  public Balancer(
      PostgresServerPool pool, LedgerOptions options, ScheduleRunner sweeper, int mostUnsettled) {
    this.pool = pool;
    this.options = options;
    this.sweeper = sweeper;
    this.mostUnsettled = mostUnsettled;
  }

  /**
   * What {@link Ledger#reconcile} answers.
   *
   * @param lastSeq the newest committed record
   */
  public Reconciliation reconcile(ReconciliationQuery query, long lastSeq) {
    if (!desk.tryLock()) {
      throw new ReconciliationBusy();
    }
    try {
      if (closed) {
        throw new LedgerException("the ledger is closed");
      }
      return pool.read(reader -> reconcile(reader, query, lastSeq));
    } finally {
      desk.unlock();
    }
  }

  private Reconciliation reconcile(Session reader, ReconciliationQuery query, long lastSeq)
      throws SQLException {
    HourlySums pages = new HourlySums(query);
    Set<DueQuery> tracking = sweeper.known();
    SentSide<SQLException> tracked = new SentSide<>(new SentTable(reader), pages, () -> closed);
    HeldReports<SQLException> held =
        new HeldReports<>(
            pages, tracked, sweeper.known(), new LogReading(reader, () -> closed), mostUnsettled);
    WindowTable.book(reader, pages);
    long earliest = query.from().minus(Reconciliation.CLOCKS_APART).toEpochMilli();
    held.count(RecordTable.firstAppendedAt(reader, earliest, 0, lastSeq), lastSeq);
    tracked.count();
    return new Reconciliation(
        query.from(),
        query.to(),
        keptSince(reader),
        pages.close(accounts(tracking)),
        tracked.missing(),
        tracked.more(),
        reports(reader, held.untracked()),
        held.more());
  }

  private static List<DeliveryReport> reports(Session reader, List<Long> positions)
      throws SQLException {
    List<DeliveryReport> reports = new ArrayList<>();
    for (long seq : positions) {
      byte[] line = RecordTable.line(reader, seq);
      // Retention may have removed it meanwhile.
      if (line != null) {
        reports.add((DeliveryReport) RecordJson.read(line));
      }
    }
    return reports;
  }

  private static Set<String> accounts(Set<DueQuery> tracking) {
    return tracking.stream()
        .filter(one -> one.channel() == Channel.SMS)
        .map(DueQuery::account)
        .collect(Collectors.toSet());
  }

  /** Asked last, for retention goes on meanwhile. */
  private Instant keptSince(Session reader) throws SQLException {
    Instant tracked = options.clock().instant().minus(options.retention());
    Instant records = PartitionTable.keptSince(reader);
    return records.isAfter(tracked) ? records : tracked;
  }

  /** The day whose reconciliation was told last; null before the first. */
  public static LocalDate lastTold(Session reader) throws SQLException {
    long day = TallyTable.get(reader, "reconciliation-told", Long.MIN_VALUE);
    return day == Long.MIN_VALUE ? null : LocalDate.ofEpochDay(day);
  }

  /** Notes that the reconciliation of a day is told. */
  public static int told(Session database, LocalDate day) throws SQLException {
    return TallyTable.set(database, "reconciliation-told", day.toEpochDay());
  }

  /** Ends what is being balanced, and returns when it has let go of the file. */
  public void close() {
    closed = true;
    desk.lock();
    desk.unlock();
  }
}
