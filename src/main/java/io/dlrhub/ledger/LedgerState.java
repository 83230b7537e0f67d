package io.dlrhub.ledger;

import java.sql.SQLException;

/**
 * Everything the writer changes, in the file and beside it in memory; memory follows the file's
 * transactions. For the writer's thread, except where a part says otherwise.
 */
final class LedgerState {

  private final String name;
  private final Generations generations;
  private final LogWriter log = new LogWriter();
  private final IdentityIndex identities;
  private final StatisticsWindows statistics = new StatisticsWindows();
  private final PullIntents pulls = new PullIntents();
  private final Sinks sinks = new Sinks();
  private final Tracking tracking;
  private final Quarantine quarantine;
  private final UnmappedCodes unmapped = new UnmappedCodes();
  private final Maintenance maintenance;

  LedgerState(String name, LedgerOptions options, int generationCapacity) {
    this.name = name;
    this.generations = new Generations(generationCapacity);
    this.identities = new IdentityIndex(generations);
    this.tracking = new Tracking(identities, pulls, options.querySchedule());
    this.quarantine = new Quarantine(options.quarantineMaxBytes());
    this.maintenance = new Maintenance(this, options.retention());
  }

  /** Reads everything anew from the file. */
  void load(Database database, long now) throws SQLException {
    generations.prepare(database, now);
    identities.load(database);
    log.load(database, identities.open().firstSeq());
    quarantine.load(database);
    unmapped.load(database);
    pulls.load(database);
    tracking.load(database);
    sinks.load(database, log.lastCommitted(), name);
    maintenance.reset();
  }

  void begin(long now) {
    log.begin(now);
  }

  /** Writes what was collected; the last thing before the commit. */
  void flush(Database database) throws SQLException {
    log.flush(database);
    quarantine.flush(database);
    unmapped.flush(database, log.now());
    identities.flush(database, log.nextSeq(), log.now());
  }

  /** After the commit; how many quarantine entries were removed to keep its size. */
  long commit() {
    log.commit();
    identities.commit();
    maintenance.commit();
    unmapped.commit();
    return quarantine.commit();
  }

  void rollback() {
    log.rollback();
    identities.rollback();
    maintenance.rollback();
    unmapped.rollback();
    quarantine.rollback();
  }

  Generations generations() {
    return generations;
  }

  LogWriter log() {
    return log;
  }

  IdentityIndex identities() {
    return identities;
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
