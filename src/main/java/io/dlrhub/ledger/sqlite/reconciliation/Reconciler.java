package io.dlrhub.ledger.sqlite.reconciliation;

import io.dlrhub.ledger.DueQuery;
import io.dlrhub.ledger.FeedOptions;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.Reconciliation;
import io.dlrhub.ledger.ReconciliationBusy;
import io.dlrhub.ledger.ReconciliationQuery;
import io.dlrhub.ledger.reconciliation.HeldReports;
import io.dlrhub.ledger.reconciliation.HourlySums;
import io.dlrhub.ledger.reconciliation.SentSide;
import io.dlrhub.ledger.sqlite.figures.KeptSums;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.file.SqliteFile;
import io.dlrhub.ledger.sqlite.file.Tally;
import io.dlrhub.ledger.sqlite.identity.Generations;
import io.dlrhub.ledger.sqlite.identity.StatisticsWindows;
import io.dlrhub.ledger.sqlite.log.LogReader;
import io.dlrhub.ledger.sqlite.log.LogRows;
import io.dlrhub.ledger.sqlite.log.LogScan;
import io.dlrhub.ledger.sqlite.tracking.Sweeper;
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
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Reconciles, for one at a time, on a connection that reads a little at a time. */
public final class Reconciler {

  private final SqliteFile file;
  private final LedgerOptions options;
  private final Sweeper sweeper;
  private final KeptSums figures;
  private final int mostUnsettled;
  private final ReentrantLock desk = new ReentrantLock();
  private volatile boolean closed;

  /**
   * @param mostUnsettled {@link HeldReports#MOST_UNSETTLED} but in tests
   */
  public Reconciler(
      SqliteFile file,
      LedgerOptions options,
      Sweeper sweeper,
      KeptSums figures,
      int mostUnsettled) {
    this.file = file;
    this.options = options;
    this.sweeper = sweeper;
    this.figures = figures;
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
      try (Database reader = file.reader()) {
        return reconcile(reader, query, lastSeq);
      }
    } catch (SQLException e) {
      throw new LedgerException("the reconciliation cannot be read: " + e.getMessage(), e);
    } finally {
      desk.unlock();
    }
  }

  private Reconciliation reconcile(Database reader, ReconciliationQuery query, long lastSeq)
      throws SQLException {
    HourlySums pages = new HourlySums(query);
    Set<DueQuery> tracking = sweeper.known();
    SentSide<SQLException> tracked = new SentSide<>(new SentRows(reader), pages, () -> closed);
    StatisticsWindows.book(reader, pages);
    Untracked untracked =
        figures.isComplete()
            ? fromFigures(reader, pages, tracking, lastSeq)
            : Untracked.of(scan(reader, pages, tracking, lastSeq, () -> closed));
    tracked.count();
    return new Reconciliation(
        query.from(),
        query.to(),
        keptSince(reader),
        pages.close(accounts(tracking)),
        tracked.missing(),
        tracked.more(),
        reports(reader, untracked.positions),
        untracked.more);
  }

  /** Positions of reports whose message nobody tracked, and whether there are more. */
  private record Untracked(List<Long> positions, boolean more) {
    static Untracked of(HeldReports<SQLException> held) {
      return new Untracked(held.untracked(), held.more());
    }
  }

  private Untracked fromFigures(
      Database reader, HourlySums pages, Set<DueQuery> tracking, long lastSeq) throws SQLException {
    KeptFigures kept = new KeptFigures(pages, tracking);
    kept.book(reader);
    ReconciliationQuery query = pages.query();
    if (kept.untracked() <= 0 || query.listed() == 0) {
      return new Untracked(List.of(), kept.untracked() > 0);
    }
    Patience patience = new Patience(query.patience());
    try {
      return Untracked.of(
          scan(
              reader, new HourlySums(query), tracking, lastSeq, () -> closed || patience.isOver()));
    } catch (Patience.Over e) {
      return new Untracked(List.of(), true);
    }
  }

  /** Reads the log, all of it that may tell of these hours. */
  private HeldReports<SQLException> scan(
      Database reader,
      HourlySums pages,
      Set<DueQuery> tracking,
      long lastSeq,
      BooleanSupplier ended)
      throws SQLException {
    HeldReports<SQLException> held =
        new HeldReports<>(
            pages,
            new SentSide<>(new SentRows(reader), pages, ended),
            tracking,
            new LogScan(reader, ended),
            mostUnsettled);
    long earliest = pages.query().from().minus(Reconciliation.CLOCKS_APART).toEpochMilli();
    held.count(LogRows.firstAppendedAt(reader, earliest, 0, lastSeq), lastSeq);
    return held;
  }

  private static List<DeliveryReport> reports(Database reader, List<Long> positions)
      throws SQLException {
    LogReader log = new LogReader(reader, FeedOptions.Kinds.REPORTS);
    List<DeliveryReport> reports = new ArrayList<>();
    for (long seq : positions) {
      byte[] line = log.line(seq);
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
  private Instant keptSince(Database reader) throws SQLException {
    Instant tracked = options.clock().instant().minus(options.retention());
    Instant records = Generations.keptSince(reader);
    return records.isAfter(tracked) ? records : tracked;
  }

  /** The day whose reconciliation was told last; null before the first. */
  public static LocalDate lastTold(Database reader) throws SQLException {
    long day = Tally.get(reader, "reconciliation-told", Long.MIN_VALUE);
    return day == Long.MIN_VALUE ? null : LocalDate.ofEpochDay(day);
  }

  /** Notes that the reconciliation of a day is told. */
  public static int told(Database database, LocalDate day) throws SQLException {
    return Tally.set(database, "reconciliation-told", day.toEpochDay());
  }

  /** Ends what is being balanced, and returns when it has let go of the file. */
  public void close() {
    closed = true;
    desk.lock();
    desk.unlock();
  }
}
