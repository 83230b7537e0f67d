package io.dlrhub.ledger.sqlite;

import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.append.RepeatCounts;
import io.dlrhub.ledger.sqlite.figures.KeptSums;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.identity.Generations;
import io.dlrhub.ledger.sqlite.identity.IdentityIndex;
import io.dlrhub.ledger.sqlite.identity.RepeatRows;
import io.dlrhub.ledger.sqlite.identity.StatisticsWindows;
import io.dlrhub.ledger.sqlite.log.LogWriter;
import io.dlrhub.ledger.sqlite.quarantine.Quarantine;
import io.dlrhub.ledger.sqlite.quarantine.UnmappedCodes;
import io.dlrhub.ledger.sqlite.sinks.Sinks;
import io.dlrhub.ledger.sqlite.tracking.PullIntents;
import io.dlrhub.ledger.sqlite.tracking.Tracking;
import io.dlrhub.ledger.sqlite.writer.WrittenState;
import java.sql.SQLException;

/**
 * Everything the writer changes, in the file and beside it in memory; memory follows the file's
 * transactions. For the writer's thread, except where a part says otherwise.
 */
final class LedgerState implements WrittenState {

  private final String name;
  private final Generations generations;
  private final LogWriter log = new LogWriter();
  private final IdentityIndex identities;
  private final StatisticsWindows statistics = new StatisticsWindows();
  private final PullIntents pulls = new PullIntents();
  private final Sinks sinks = new Sinks();
  private final KeptSums figures;
  private final Tracking tracking;
  private final Quarantine quarantine;
  private final UnmappedCodes unmapped = new UnmappedCodes();
  private final Maintenance maintenance;
  private final RepeatCounts repeats = new RepeatCounts();

  public LedgerState(String name, LedgerOptions options, int generationCapacity) {
    this.name = name;
    this.generations = new Generations(generationCapacity);
    this.identities = new IdentityIndex(generations);
    this.figures = new KeptSums(log, identities);
    this.tracking = new Tracking(identities, pulls, figures, options);
    this.quarantine = new Quarantine(options.quarantineMaxBytes());
    this.maintenance =
        new Maintenance(
            identities,
            generations,
            new Retention(log, identities, generations, sinks, options.retention()));
  }

  @Override
  public void load(Database database, long now) throws SQLException {
    // After a failure: what was being written may be in the file, and is counted once at most.
    repeats.stored();
    generations.prepare(database, now);
    identities.load(database);
    log.load(database, identities.open().firstSeq());
    figures.load(database);
    quarantine.load(database);
    unmapped.load(database);
    pulls.load(database);
    tracking.load(database);
    sinks.load(database, log.lastCommitted(), name);
    maintenance.reset();
  }

  @Override
  public void begin(long now) {
    log.begin(now);
  }

  @Override
  public void flush(Database database) throws SQLException {
    log.flush(database);
    figures.flush(database);
    quarantine.flush(database);
    RepeatRows.add(database, repeats.take(log.now()));
    unmapped.flush(database, log.now());
    identities.flush(database, log.nextSeq(), log.now());
  }

  @Override
  public long commit() {
    log.commit();
    repeats.stored();
    figures.commit();
    identities.commit();
    maintenance.commit();
    unmapped.commit();
    return quarantine.commit();
  }

  @Override
  public boolean maintenanceIsDue() {
    return maintenance.pending();
  }

  @Override
  public void maintain(Database database, int records) throws SQLException {
    maintenance.step(database, records);
  }

  @Override
  public long lastCommitted() {
    return log.lastCommitted();
  }

  @Override
  public void close() {
    log.close();
  }

  @Override
  public void rollback() {
    log.rollback();
    repeats.failed();
    figures.rollback();
    identities.rollback();
    maintenance.rollback();
    unmapped.rollback();
    quarantine.rollback();
  }

  RepeatCounts repeats() {
    return repeats;
  }

  LogWriter log() {
    return log;
  }

  IdentityIndex identities() {
    return identities;
  }

  KeptSums figures() {
    return figures;
  }

  StatisticsWindows statistics() {
    return statistics;
  }

  PullIntents pulls() {
    return pulls;
  }

  Tracking tracking() {
    return tracking;
  }

  Sinks sinks() {
    return sinks;
  }

  Quarantine quarantine() {
    return quarantine;
  }

  UnmappedCodes unmapped() {
    return unmapped;
  }

  Maintenance maintenance() {
    return maintenance;
  }
}
