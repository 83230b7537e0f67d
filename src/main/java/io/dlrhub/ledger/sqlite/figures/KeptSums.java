package io.dlrhub.ledger.sqlite.figures;

import io.dlrhub.ledger.FeedOptions;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.identity.DuplicateRules;
import io.dlrhub.ledger.identity.StoredIdentity;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.file.Tally;
import io.dlrhub.ledger.sqlite.identity.IdentityIndex;
import io.dlrhub.ledger.sqlite.log.LogReader;
import io.dlrhub.ledger.sqlite.log.LogWriter;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.Identity;
import io.dlrhub.report.RecordId;
import io.dlrhub.report.RecordJson;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts reports as they are stored, in their transaction: by the minute, and the phones they speak
 * of by their last word, as the reconciliation has it. What a report overtakes is taken back where
 * it was counted. For the writer's thread, but where said otherwise.
 *
 * <p>A commit writes one small row of what is to be added; about once a second that goes to the
 * table. Reports that were stored before there were figures are counted by {@link FigureRebuild}.
 */
public final class KeptSums {

  private static final long ROLL_UP_MILLIS = 1000;
  private static final String FROM = "figures-from";
  private static final String REBUILT_TO = "figures-rebuilt-to";

  private final LogWriter log;
  private final IdentityIndex identities;
  private final FigureTable table = new FigureTable();
  private final UnsettledKeys unsettled = new UnsettledKeys();
  private final PendingChanges changes = new PendingChanges();
  private PendingChanges pending = new PendingChanges();
  private PendingChanges next = pending;
  private long rolledUpAt;
  private long nextRolledUpAt;

  // Counted are reports from the one on, and up to the other.
  private volatile long from;
  private volatile long rebuiltTo;
  private long nextRebuiltTo;

  public KeptSums(LogWriter log, IdentityIndex identities) {
    this.log = log;
    this.identities = identities;
  }

  /** Reads everything anew; the log is known by then. */
  public void load(Database database) throws SQLException {
    from = Tally.get(database, FROM, -1);
    if (from < 0) {
      from = log.nextSeq();
      Tally.set(database, FROM, from);
    }
    rebuiltTo = Tally.get(database, REBUILT_TO, 0);
    unsettled.load(database);
    pending = table.pending(database);
    pending.eachKey(unsettled::add);
    rolledUpAt = 0;
    rollback();
  }

  /** Counts a report that is given that position. */
  public void add(
      Database database, DeliveryReport report, boolean second, long seq, Instant sentAt)
      throws SQLException {
    changes.add(Figure.stored(report, log.now()), 1);
    hold(database, new HeldReport(seq, report), second, sentAt);
  }

  private void hold(Database database, HeldReport held, boolean second, Instant sentAt)
      throws SQLException {
    if (held.report().phone() == null) {
      return;
    }
    List<HeldReport> reports = others(database, held, second);
    HeldReport before = HeldReport.lastWord(reports);
    reports.add(held);
    HeldReport after = HeldReport.lastWord(reports);
    if (after != before) {
      count(before, sentAt, -1);
      count(after, sentAt, 1);
    }
  }

  private void count(HeldReport held, Instant sentAt, long change) {
    if (held != null) {
      changes.add(Figure.ofPhone(held.report(), sentAt), change);
    }
  }

  /** Reports of the same phone that are counted. */
  private List<HeldReport> others(Database database, HeldReport held, boolean second)
      throws SQLException {
    List<HeldReport> others = new ArrayList<>(DeliveryStatus.values().length);
    DeliveryReport report = held.report();
    if (report.status() == DeliveryStatus.DELIVERED) {
      if (!unsettled.mayContain(report.id().high())) {
        return others;
      }
    } else {
      long key = idWith(report, DeliveryStatus.DELIVERED, second).high();
      unsettled.add(key);
      changes.addKey(key);
    }
    for (DeliveryStatus status : DeliveryStatus.values()) {
      if (status != report.status()) {
        StoredIdentity holder = identities.find(database, idWith(report, status, second));
        if (holder != null && isCounted(holder.seq())) {
          others.add(read(database, holder.seq()));
        }
      }
    }
    return others;
  }

  private static RecordId idWith(DeliveryReport report, DeliveryStatus status, boolean second) {
    return second ? DuplicateRules.secondId(report, status) : Identity.ofReport(report, status);
  }

  private boolean isCounted(long seq) {
    return seq >= from || seq <= nextRebuiltTo;
  }

  private HeldReport read(Database database, long seq) throws SQLException {
    if (seq > log.lastCommitted()) {
      // It is in the row being collected.
      log.flush(database);
    }
    byte[] line = new LogReader(database, FeedOptions.Kinds.REPORTS).line(seq);
    if (line == null) {
      throw new LedgerException("the log has no record at " + seq + ", which has an identity");
    }
    return new HeldReport(seq, (DeliveryReport) RecordJson.read(line));
  }

  /** Moves the phones of a message to the hour it was sent; nobody had told of it before. */
  public void tracked(List<HeldReport> reports, Instant sentAt) {
    Map<Long, List<HeldReport>> phones = new LinkedHashMap<>();
    for (HeldReport one : reports) {
      if (one.report().phone() != null && isCounted(one.seq())) {
        phones.computeIfAbsent(phoneKey(one.report()), none -> new ArrayList<>()).add(one);
      }
    }
    for (List<HeldReport> phone : phones.values()) {
      HeldReport last = HeldReport.lastWord(phone);
      count(last, null, -1);
      count(last, sentAt, 1);
    }
  }

  private static long phoneKey(DeliveryReport report) {
    return idWith(report, DeliveryStatus.DELIVERED, isSecond(report)).high();
  }

  private static boolean isSecond(DeliveryReport report) {
    return !report.id().equals(Identity.ofReport(report, report.status()));
  }

  /**
   * Counts a report from before there were figures; all before it are counted.
   *
   * @param storedAt in milliseconds
   */
  void addEarlier(Database database, HeldReport held, long storedAt, Instant sentAt)
      throws SQLException {
    changes.add(Figure.stored(held.report(), storedAt), 1);
    hold(database, held, isSecond(held.report()), sentAt);
    nextRebuiltTo = held.seq();
  }

  /** Nothing else is there up to that position. */
  void rebuiltTo(Database database, long seq) throws SQLException {
    nextRebuiltTo = seq;
    Tally.set(database, REBUILT_TO, seq);
  }

  /** The first report that was counted as it came; any thread. */
  long from() {
    return from;
  }

  /** Up to where earlier ones are counted; any thread. */
  long rebuiltTo() {
    return rebuiltTo;
  }

  /** Whether every report is counted; any thread. */
  public boolean isComplete() {
    return rebuiltTo >= from - 1;
  }

  /** Writes what was counted; the last thing in a transaction. */
  public void flush(Database database) throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    next = new PendingChanges();
    next.addAll(pending);
    next.addAll(changes);
    if (next.isLarge() || log.now() - rolledUpAt >= ROLL_UP_MILLIS) {
      table.add(database, next, log.nextSeq() - 1);
      next = new PendingChanges();
      nextRolledUpAt = log.now();
    }
    table.setPending(database, next);
  }

  /** After the commit. */
  public void commit() {
    pending = next;
    rolledUpAt = nextRolledUpAt;
    rebuiltTo = nextRebuiltTo;
    changes.clear();
  }

  /** Back to what is committed. */
  public void rollback() {
    next = pending;
    nextRolledUpAt = rolledUpAt;
    nextRebuiltTo = rebuiltTo;
    changes.clear();
  }
}
