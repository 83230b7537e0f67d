package io.dlrhub.ledger.sqlite;

import io.dlrhub.ledger.sqlite.figures.FigureTable;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.identity.Generations;
import io.dlrhub.ledger.sqlite.identity.IdentityIndex;
import io.dlrhub.ledger.sqlite.identity.RunPages;
import io.dlrhub.ledger.sqlite.log.LogWriter;
import io.dlrhub.ledger.sqlite.sinks.Sinks;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops whole generations whose newest record is older than it is kept, and which every open feed
 * has passed. A few milliseconds at a time.
 */
final class Retention {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  /** A generation closes by age too, so that little traffic is dropped in time. */
  private static final int GENERATIONS_KEPT = 10;

  private static final long STEP_NANOS = 4_000_000;
  private static final Duration CLOCK_AHEAD = Duration.ofDays(1);

  private final LogWriter log;
  private final IdentityIndex identities;
  private final Generations generations;
  private final Sinks sinks;
  private final Duration keep;
  private volatile boolean checkWanted = true;
  private boolean dropping;
  private boolean droppingInTransaction;
  private long forget;
  private long warnedAt = Long.MIN_VALUE;

  Retention(
      LogWriter log,
      IdentityIndex identities,
      Generations generations,
      Sinks sinks,
      Duration keep) {
    this.log = log;
    this.identities = identities;
    this.generations = generations;
    this.sinks = sinks;
    this.keep = keep;
  }

  void wantCheck() {
    checkWanted = true;
  }

  boolean pending() {
    return dropping || checkWanted;
  }

  void step(Database database) throws SQLException {
    droppingInTransaction = dropping;
    forget = 0;
    if (!pending()) {
      return;
    }
    checkWanted = false;
    closeByAge();
    Generations.Stored oldest = generations.oldest(database);
    if (oldest.state() == Generations.DROPPED) {
      droppingInTransaction = true;
      dropSome(database, oldest);
    } else if (!oldest.isOpen() && mayGo(oldest)) {
      generations.markDropped(database, oldest.number());
      forget = oldest.number();
      droppingInTransaction = true;
    } else {
      droppingInTransaction = false;
    }
  }

  private void closeByAge() {
    long age = log.now() - identities.open().openedAt();
    if (age > keep.toMillis() / GENERATIONS_KEPT) {
      identities.wantClose();
    }
  }

  private boolean mayGo(Generations.Stored oldest) {
    long now = log.now();
    return oldest.newestAt() < now - keep.toMillis()
        && sinks.passedByAllOpen() >= oldest.endSeq() - 1
        && clockIsCredible(now);
  }

  private boolean clockIsCredible(long now) {
    long newest = log.newestAt();
    if (now - newest <= CLOCK_AHEAD.toMillis()) {
      return true;
    }
    if (now - CLOCK_AHEAD.toMillis() > warnedAt) {
      warnedAt = now;
      LOG.warn(
          "Retention waits for a record: the clock says {}, the newest record is of {}",
          Instant.ofEpochMilli(now),
          Instant.ofEpochMilli(newest));
    }
    return false;
  }

  private void dropSome(Database database, Generations.Stored oldest) throws SQLException {
    long deadline = System.nanoTime() + STEP_NANOS;
    int deleted;
    do {
      deleted = dropRows(database, oldest);
    } while (deleted > 0 && System.nanoTime() < deadline);
    if (deleted == 0) {
      FigureTable.forgetPhones(database, oldest.newestAt());
      generations.remove(database, oldest.number());
      LOG.info("Retention removed records {} to {}", oldest.firstSeq(), oldest.endSeq() - 1);
    }
  }

  /** Deletes a few rows of what is left of it, the log first. */
  private static int dropRows(Database database, Generations.Stored oldest) throws SQLException {
    long firstPage = RunPages.number(oldest.number(), 0, 0);
    long endPage = RunPages.number(oldest.number() + 1, 0, 0);
    int deleted = drop(database, "log", "first_seq", oldest.firstSeq(), oldest.endSeq());
    if (deleted == 0) {
      deleted = drop(database, "identity", "first_seq", oldest.firstSeq(), oldest.endSeq());
    }
    if (deleted == 0) {
      deleted = drop(database, "run_page", "number", firstPage, endPage);
    }
    if (deleted == 0) {
      deleted = drop(database, "adopted", "seq", oldest.firstSeq(), oldest.endSeq());
    }
    if (deleted == 0) {
      deleted = drop(database, "repeated", "seq", oldest.firstSeq(), oldest.endSeq());
    }
    if (deleted == 0) {
      deleted = drop(database, "unsettled", "up_to_seq", oldest.firstSeq(), oldest.endSeq());
    }
    return deleted;
  }

  private static int drop(Database database, String table, String key, long from, long to)
      throws SQLException {
    return database.update(
        String.format(
            Locale.ROOT,
            "DELETE FROM %1$s WHERE %2$s IN (SELECT %2$s FROM %1$s WHERE %2$s >= ? AND %2$s < ? LIMIT 4)",
            table,
            key),
        from,
        to);
  }

  void commit() {
    if (forget != 0) {
      identities.forget(forget);
      forget = 0;
    }
    dropping = droppingInTransaction;
  }

  void rollback() {
    forget = 0;
    droppingInTransaction = dropping;
  }
}
