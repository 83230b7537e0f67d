package io.dlrhub.ledger.sqlite;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Appended;
import io.dlrhub.ledger.Changes;
import io.dlrhub.ledger.DeadLetters;
import io.dlrhub.ledger.Due;
import io.dlrhub.ledger.DueQuery;
import io.dlrhub.ledger.Feed;
import io.dlrhub.ledger.FeedOptions;
import io.dlrhub.ledger.InDoubtCount;
import io.dlrhub.ledger.Inspection;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerHealth;
import io.dlrhub.ledger.LedgerLoad;
import io.dlrhub.ledger.LedgerObserver;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.Reconciliation;
import io.dlrhub.ledger.ReconciliationQuery;
import io.dlrhub.ledger.Replays;
import io.dlrhub.ledger.ReportQuery;
import io.dlrhub.ledger.SinkState;
import io.dlrhub.ledger.Tracked;
import io.dlrhub.ledger.TrackedCounts;
import io.dlrhub.ledger.TrackedState;
import io.dlrhub.ledger.append.PreparedAppend;
import io.dlrhub.ledger.reconciliation.HeldReports;
import io.dlrhub.ledger.sqlite.audit.SqlChanges;
import io.dlrhub.ledger.sqlite.figures.FigureRebuild;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.file.Housekeeper;
import io.dlrhub.ledger.sqlite.file.Layout;
import io.dlrhub.ledger.sqlite.file.NativeLibraries;
import io.dlrhub.ledger.sqlite.file.SqliteFile;
import io.dlrhub.ledger.sqlite.file.WalKeeper;
import io.dlrhub.ledger.sqlite.identity.Generations;
import io.dlrhub.ledger.sqlite.identity.StatisticsWindows;
import io.dlrhub.ledger.sqlite.log.Zstandard;
import io.dlrhub.ledger.sqlite.reconciliation.Reconciler;
import io.dlrhub.ledger.sqlite.search.PhoneIndexer;
import io.dlrhub.ledger.sqlite.search.SqlInspection;
import io.dlrhub.ledger.sqlite.sinks.PositionsFile;
import io.dlrhub.ledger.sqlite.sinks.Sink;
import io.dlrhub.ledger.sqlite.sinks.SinkLag;
import io.dlrhub.ledger.sqlite.sinks.SinkServices;
import io.dlrhub.ledger.sqlite.sinks.SqlDeadLetters;
import io.dlrhub.ledger.sqlite.sinks.SqlFeeds;
import io.dlrhub.ledger.sqlite.sinks.SqlReplays;
import io.dlrhub.ledger.sqlite.tracking.Sweeper;
import io.dlrhub.ledger.sqlite.tracking.TrackedMessages;
import io.dlrhub.ledger.sqlite.tracking.TrackingServices;
import io.dlrhub.ledger.sqlite.writer.GroupWriter;
import io.dlrhub.ledger.sqlite.writer.LedgerThreads;
import io.dlrhub.ledger.sqlite.writer.ReaderSignal;
import io.dlrhub.ledger.sqlite.writer.Request;
import io.dlrhub.ledger.sqlite.writer.TaskQueue;
import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.report.PullIntent;
import io.dlrhub.report.SentMessage;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** The ledger over an SQLite file. */
public final class SqliteLedger implements Ledger {

  private final SqliteFile file;
  private final LedgerState state;
  private final PositionsFile positions;
  private final TaskQueue queue = new TaskQueue();
  private final ReaderSignal signal = new ReaderSignal();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final GroupWriter writer;
  private final Housekeeper housekeeper;
  private final Thread writerThread;
  private final Thread housekeeperThread;
  private final SinkLag sinkLag;
  private final SqlFeeds feeds;
  private final Zstandard zstandard = new Zstandard();
  private final SqlReplays replays;
  private final SqlDeadLetters deadLetters;
  private final SqlInspection inspection;
  private final PhoneIndexer indexer;
  private final FigureRebuild rebuild;
  private final LedgerOptions options;
  private final Sweeper sweeper;
  private final Reconciler reconciler;
  private volatile LedgerObserver observer = LedgerObserver.NONE;

  private SqliteLedger(
      SqliteFile file,
      Database database,
      LedgerState state,
      PositionsFile positions,
      LedgerOptions options,
      Internals internals) {
    this.file = file;
    this.state = state;
    this.positions = positions;
    WalKeeper wal = new WalKeeper(file);
    signal.raise(state.log().lastCommitted());
    state.maintenance().onWork(queue::wake);
    SinkServices sinks =
        new SinkServices(file, queue, signal, state.log(), positions, () -> observer);
    sinkLag = new SinkLag(file, state.sinks());
    replays = new SqlReplays(state.sinks(), sinks, options.clock());
    deadLetters = new SqlDeadLetters(state.sinks(), sinks);
    feeds = new SqlFeeds(state.sinks(), sinkLag, replays, sinks);
    inspection =
        new SqlInspection(
            file, new PhoneNumbers(options.phoneRegion()), state.figures(), state.repeats());
    indexer = new PhoneIndexer(file, queue, state.identities(), state.log());
    rebuild = new FigureRebuild(queue, state.figures(), state.tracking()::sentAt);
    GroupWriter.SharedParts shared =
        new GroupWriter.SharedParts(queue, wal, signal, () -> observer);
    writer =
        new GroupWriter(file, database, state, shared, options.clock(), internals.probeMillis());
    this.options = options;
    sweeper =
        new Sweeper(
            new TrackingServices(
                file,
                queue,
                records -> append(Append.of(records)),
                state.tracking(),
                this::isReported,
                options));
    reconciler =
        new Reconciler(file, options, sweeper, state.figures(), internals.unsettledPhones());
    housekeeper = new Housekeeper(wal, this::tick);
    writerThread = LedgerThreads.start(writer, "ledger-writer");
    housekeeperThread = LedgerThreads.start(housekeeper, "ledger-housekeeper");
  }

  private boolean isReported(String messageId) {
    ReportQuery query = new ReportQuery(messageId, null, null, null, Long.MAX_VALUE, 1);
    return !inspection.reports(query).lines().isEmpty();
  }

  private void tick() {
    zstandard.tick();
    state.maintenance().tick();
    sweeper.tick();
    indexer.tick();
    rebuild.tick();
  }

  public static Ledger open(LedgerOptions options) {
    return open(options, Internals.DEFAULT);
  }

  /**
   * What only tests set.
   *
   * @param connector how connections are made
   * @param generationCapacity reports in a full generation
   * @param probeMillis how often a ledger that cannot be written is tried
   * @param unsettledPhones phones that a reconciliation remembers at once
   */
  public record Internals(
      SqliteFile.Connector connector,
      int generationCapacity,
      long probeMillis,
      int unsettledPhones) {
    static final Internals DEFAULT =
        new Internals(
            DriverManager::getConnection, Generations.CAPACITY, 1000, HeldReports.MOST_UNSETTLED);

    public Internals(SqliteFile.Connector connector, int generationCapacity, long probeMillis) {
      this(connector, generationCapacity, probeMillis, HeldReports.MOST_UNSETTLED);
    }
  }

  public static Ledger open(LedgerOptions options, Internals internals) {
    SqliteFile file = SqliteFile.take(options.url(), internals.connector());
    Database database = null;
    SqliteLedger opened = null;
    try {
      database = file.writer();
      Layout.bringUpToDate(database, file.toString());
      LedgerState state = new LedgerState(file.toString(), options, internals.generationCapacity());
      PositionsFile positions = new PositionsFile(file.beside("-positions"));
      load(database, state, positions, options.clock().millis());
      opened = new SqliteLedger(file, database, state, positions, options, internals);
      return opened;
    } catch (SQLException e) {
      throw new LedgerException(
          "ledger " + file + " cannot be opened: " + NativeLibraries.reason(e), e);
    } finally {
      if (opened == null) {
        if (database != null) {
          database.close();
        }
        file.close();
      }
    }
  }

  private static void load(Database database, LedgerState state, PositionsFile positions, long now)
      throws SQLException {
    database.update("BEGIN IMMEDIATE");
    state.pulls().takeOver(database, now);
    state.load(database, now);
    positions.takeOver(database, state.sinks(), state.log().lastCommitted());
    database.update("COMMIT");
  }

  @Override
  public Appended append(Append append) {
    return Request.await(submit(append));
  }

  @Override
  public CompletionStage<Appended> appendAsync(Append append) {
    try {
      return submit(append);
    } catch (LedgerException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<Appended> submit(Append append) {
    AppendTask task = new AppendTask(PreparedAppend.of(append), state, () -> observer);
    queue.add(task);
    return task.answer();
  }

  private <T> T request(Request<T> request) {
    return queue.request(request);
  }

  @Override
  public PullIntent begin(String provider, String account, String action) {
    return request(
        new Request<>(
            database -> state.pulls().begin(database, provider, account, action, state.log().now()),
            intent -> {}));
  }

  @Override
  public void cancel(PullIntent intent) {
    request(new Request<>(database -> state.pulls().end(database, intent), ended -> {}));
  }

  @Override
  public Optional<Instant> lastComplete(String provider, String account) {
    try (Database reader = file.reader()) {
      return Optional.ofNullable(StatisticsWindows.lastComplete(reader, provider, account));
    } catch (SQLException e) {
      throw new LedgerException("complete windows cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void complete(String provider, String account, Instant windowStart) {
    request(
        new Request<>(
            database -> state.statistics().complete(database, provider, account, windowStart),
            noted -> {}));
  }

  @Override
  public Tracked track(List<SentMessage> messages, String by) {
    messages.forEach(
        one -> sweeper.tracked(new DueQuery(one.provider(), one.account(), one.channel())));
    return request(
        Request.beforeAppends(
            database -> state.tracking().track(database, messages, options.clock().instant(), by)));
  }

  @Override
  public Due due(DueQuery query) {
    return sweeper.open(query);
  }

  @Override
  public TrackedCounts tracked() {
    try (Database reader = file.reader()) {
      return TrackedMessages.counts(reader);
    } catch (SQLException e) {
      throw new LedgerException("tracked messages cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public List<TrackedState> tracked(String messageId) {
    try (Database reader = file.reader()) {
      return TrackedMessages.states(reader, messageId);
    } catch (SQLException e) {
      throw new LedgerException("tracked messages cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public Feed feed(FeedOptions options) {
    return feeds.open(options);
  }

  @Override
  public void pause(String sink) {
    feeds.pause(sink, true);
  }

  @Override
  public void resume(String sink) {
    feeds.pause(sink, false);
  }

  @Override
  public Changes changes() {
    return new SqlChanges(file, queue);
  }

  @Override
  public Replays replays() {
    return replays;
  }

  @Override
  public DeadLetters deadLetters() {
    return deadLetters;
  }

  @Override
  public List<SinkState> sinks() {
    return sinkLag.all(signal.lastSeq());
  }

  @Override
  public Reconciliation reconcile(ReconciliationQuery query) {
    return reconciler.reconcile(query, signal.lastSeq());
  }

  @Override
  public Optional<LocalDate> reconciliationTold() {
    try (Database reader = file.reader()) {
      return Optional.ofNullable(Reconciler.lastTold(reader));
    } catch (SQLException e) {
      throw new LedgerException(
          "the day of the last reconciliation cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void reconciliationTold(LocalDate day) {
    request(new Request<>(database -> Reconciler.told(database, day), noted -> {}));
  }

  @Override
  public Inspection inspect() {
    return inspection;
  }

  @Override
  public LedgerHealth health() {
    if (closed.get()) {
      return new LedgerHealth(false, "the ledger is closed");
    }
    LedgerHealth written = writer.health();
    String problem = zstandard.problem();
    return written.writable() && problem != null ? new LedgerHealth(false, problem) : written;
  }

  @Override
  public LedgerLoad load() {
    return queue.load();
  }

  @Override
  public List<InDoubtCount> inDoubtCounts() {
    return state.pulls().counts();
  }

  @Override
  public void observe(LedgerObserver newObserver) {
    observer = newObserver;
  }

  /** What is counted and not stored would be gone. */
  private void storeRepeats() {
    if (state.repeats().hurry() && writer.health().writable()) {
      try {
        request(new Request<>(database -> 0, stored -> {}));
      } catch (LedgerException e) {
        observer.commitFailed(e);
      }
    }
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    feeds.close();
    reconciler.close();
    storeRepeats();
    queue.close();
    housekeeper.close();
    housekeeperThread.interrupt();
    boolean interrupted = LedgerThreads.join(housekeeperThread);
    sinkLag.close();
    inspection.close();
    interrupted |= LedgerThreads.join(indexer.close());
    interrupted |= LedgerThreads.join(rebuild.close());
    // Last, so that its connection is the one that folds the write-ahead log into the database.
    interrupted |= LedgerThreads.join(writerThread);
    positions.close(() -> state.sinks().all().stream().allMatch(Sink::isSaved));
    file.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
