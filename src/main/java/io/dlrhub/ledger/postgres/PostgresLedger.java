package io.dlrhub.ledger.postgres;

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
import io.dlrhub.ledger.InstanceName;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerHealth;
import io.dlrhub.ledger.LedgerInstance;
import io.dlrhub.ledger.LedgerLoad;
import io.dlrhub.ledger.LedgerObserver;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.Reconciliation;
import io.dlrhub.ledger.ReconciliationQuery;
import io.dlrhub.ledger.Repeat;
import io.dlrhub.ledger.Replays;
import io.dlrhub.ledger.ReportQuery;
import io.dlrhub.ledger.SinkState;
import io.dlrhub.ledger.Tracked;
import io.dlrhub.ledger.TrackedCounts;
import io.dlrhub.ledger.TrackedState;
import io.dlrhub.ledger.UnusableLedger;
import io.dlrhub.ledger.append.PreparedAppend;
import io.dlrhub.ledger.append.RepeatCounts;
import io.dlrhub.ledger.postgres.audit.SharedChanges;
import io.dlrhub.ledger.postgres.database.HeadTransactions;
import io.dlrhub.ledger.postgres.database.InstanceLease;
import io.dlrhub.ledger.postgres.database.Leases;
import io.dlrhub.ledger.postgres.database.LogSignal;
import io.dlrhub.ledger.postgres.database.PostgresLayout;
import io.dlrhub.ledger.postgres.database.PostgresServerPool;
import io.dlrhub.ledger.postgres.database.PostgresUrl;
import io.dlrhub.ledger.postgres.log.HistoryTable;
import io.dlrhub.ledger.postgres.log.LogRetention;
import io.dlrhub.ledger.postgres.log.RecordTable;
import io.dlrhub.ledger.postgres.log.RepeatTable;
import io.dlrhub.ledger.postgres.log.WindowTable;
import io.dlrhub.ledger.postgres.reconciliation.Balancer;
import io.dlrhub.ledger.postgres.search.PostgresInspection;
import io.dlrhub.ledger.postgres.sinks.DeadLetterDesk;
import io.dlrhub.ledger.postgres.sinks.LeasedFeeds;
import io.dlrhub.ledger.postgres.sinks.SinkParts;
import io.dlrhub.ledger.postgres.sinks.SinkTable;
import io.dlrhub.ledger.postgres.sinks.StoredReplays;
import io.dlrhub.ledger.postgres.tracking.IntentTable;
import io.dlrhub.ledger.postgres.tracking.MessageTable;
import io.dlrhub.ledger.postgres.tracking.ScheduleRunner;
import io.dlrhub.ledger.postgres.tracking.SharedPulls;
import io.dlrhub.ledger.postgres.tracking.SharedWindows;
import io.dlrhub.ledger.postgres.tracking.TrackingParts;
import io.dlrhub.ledger.postgres.tracking.TrackingRows;
import io.dlrhub.ledger.reconciliation.HeldReports;
import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.report.PullIntent;
import io.dlrhub.report.SentMessage;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The ledger in a PostgreSQL database, which several instances may have open. */
public final class PostgresLedger implements Ledger {

  /** Records of a full part of the log. */
  static final long PART_RECORDS = 5_000_000;

  /** How often old figures are forgotten. */
  private static final long HISTORY_MILLIS = 600_000;

  private final PostgresServerPool pool;
  private final LedgerOptions options;
  private final HeadTransactions head;
  private final Leases leases;
  private final InstanceLease name;
  private final LogSignal signal = new LogSignal();
  private final PostgresState state;
  private final AppendWriter writer;
  private final Thread writerThread;
  private final InstanceClock ticks;
  private final LeasedFeeds feeds;
  private final StoredReplays replays;
  private final DeadLetterDesk deadLetters;
  private final PostgresInspection inspection;
  private final ScheduleRunner schedule;
  private final SharedPulls pulls;
  private final SharedWindows statistics;
  private final Balancer balancer;
  private final AtomicBoolean closed = new AtomicBoolean();
  private long historyKeptAt;
  private volatile LedgerObserver observer = LedgerObserver.NONE;

  private PostgresLedger(PostgresServerPool pool, LedgerOptions options, long partRecords) {
    this.pool = pool;
    this.options = options;
    leases =
        new Leases(
            pool, options.instance() == null ? InstanceName.ofThisHost() : options.instance());
    name = new InstanceLease(pool, leases, options.instance());
    head = new HeadTransactions(pool, options.clock());
    IntentTable intents = new IntentTable();
    state =
        new PostgresState(
            options,
            new TrackingRows(intents, options),
            intents,
            new WindowTable(),
            new RepeatCounts());
    LogRetention retention =
        new LogRetention(options.retention(), partRecords, SinkTable::passedByAllOpen);
    writer = new AppendWriter(head, state, retention, signal, () -> observer);
    SinkParts sinks = new SinkParts(pool, leases, signal, options.clock(), () -> observer);
    replays = new StoredReplays(sinks);
    deadLetters = new DeadLetterDesk(sinks);
    feeds = new LeasedFeeds(sinks, replays);
    inspection =
        new PostgresInspection(pool, new PhoneNumbers(options.phoneRegion()), state.repeats());
    schedule =
        new ScheduleRunner(
            new TrackingParts(
                pool,
                head,
                leases,
                records -> append(Append.of(records)),
                state.tracking(),
                this::isReported,
                options));
    pulls = new SharedPulls(pool, head, leases, intents);
    statistics = new SharedWindows(pool, leases);
    balancer = new Balancer(pool, options, schedule, HeldReports.MOST_UNSETTLED);
    ticks =
        new InstanceClock(
            leases::renew,
            () -> signal.raise(pool.read(RecordTable::lastSeq)),
            () -> {
              schedule.tick();
              pulls.takeOver();
              storeRepeats();
              keep(retention);
            });
    writerThread = new Thread(writer, "ledger-writer");
    writerThread.setDaemon(true);
  }

  private void start() {
    name.take();
    signal.raise(pool.read(RecordTable::lastSeq));
    pulls.takeOver();
    writerThread.start();
    ticks.start();
  }

  private void storeRepeats() {
    Collection<Repeat> repeats = state.repeats().take(options.clock().millis());
    if (repeats.isEmpty()) {
      return;
    }
    boolean done = false;
    try {
      head.write(
          (session, end) -> {
            RepeatTable.add(session, repeats);
            return end.nextSeq();
          });
      done = true;
    } finally {
      if (done) {
        state.repeats().stored();
      } else {
        state.repeats().failed();
      }
    }
  }

  private void keep(LogRetention retention) {
    long now = options.clock().millis();
    if (now - historyKeptAt > HISTORY_MILLIS) {
      historyKeptAt = now;
      pool.write(session -> HistoryTable.forget(session, now));
    }
    boolean more = pool.read(session -> retention.isDue(session, now));
    while (more && !closed.get()) {
      more = head.write(retention::step);
    }
  }

  private boolean isReported(String messageId) {
    ReportQuery query = new ReportQuery(messageId, null, null, null, Long.MAX_VALUE, 1);
    return !inspection.reports(query).lines().isEmpty();
  }

  static Ledger open(LedgerOptions options) {
    return open(options, PART_RECORDS);
  }

  /**
   * What {@link Ledger#open} does.
   *
   * @param partRecords records of a full part of the log; another number only in tests
   */
  public static Ledger open(LedgerOptions options, long partRecords) {
    PostgresServerPool pool = new PostgresServerPool(options);
    boolean done = false;
    try {
      String name = PostgresUrl.shown(options.url());
      pool.inTransaction(
          session -> {
            PostgresLayout.bringUpToDate(session, name, options.clock().millis());
            requireWholeLog(session, name);
            return name;
          });
      PostgresLedger ledger = new PostgresLedger(pool, options, partRecords);
      ledger.start();
      done = true;
      return ledger;
    } catch (SQLException e) {
      throw new LedgerException(
          "ledger "
              + PostgresUrl.shown(options.url())
              + " cannot be opened: "
              + PostgresServerPool.text(e),
          e);
    } finally {
      if (!done) {
        pool.close();
      }
    }
  }

  private static void requireWholeLog(
      io.dlrhub.ledger.postgres.database.Session session, String name) throws SQLException {
    long last = RecordTable.lastSeq(session);
    String beyond =
        session.first(
            row -> row.getString(1), "SELECT name FROM sink WHERE position > ? LIMIT 1", last);
    if (beyond != null) {
      throw new UnusableLedger(
          "ledger "
              + name
              + ": sink "
              + beyond
              + " stands behind the end of the log at "
              + last
              + ": part of the log is lost");
    }
  }

  @Override
  public Appended append(Append append) {
    try {
      return submit(append).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LedgerException("interrupted while waiting for the commit", e);
    } catch (ExecutionException e) {
      throw new LedgerException(e.getCause().getMessage(), e.getCause());
    }
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
    SharedAppend task = new SharedAppend(PreparedAppend.of(append), state, () -> observer);
    writer.add(task);
    return task.answer();
  }

  @Override
  public PullIntent begin(String provider, String account, String action) {
    return pulls.begin(provider, account, action);
  }

  @Override
  public boolean isOpen(PullIntent intent) {
    return pulls.isOpen(intent);
  }

  @Override
  public void cancel(PullIntent intent) {
    pulls.cancel(intent);
  }

  @Override
  public Optional<Instant> lastComplete(String provider, String account) {
    return pool.read(
        session -> Optional.ofNullable(WindowTable.lastComplete(session, provider, account)));
  }

  @Override
  public void complete(String provider, String account, Instant windowStart) {
    pool.write(session -> state.statistics().complete(session, provider, account, windowStart));
  }

  @Override
  public Tracked track(List<SentMessage> messages, String by) {
    messages.forEach(
        one -> schedule.tracked(new DueQuery(one.provider(), one.account(), one.channel())));
    return head.write(
        (session, end) -> state.tracking().track(session, messages, options.clock().instant(), by));
  }

  @Override
  public Due due(DueQuery query) {
    return schedule.open(query);
  }

  @Override
  public TrackedCounts tracked() {
    return pool.read(MessageTable::counts);
  }

  @Override
  public List<TrackedState> tracked(String messageId) {
    return pool.read(session -> MessageTable.states(session, messageId));
  }

  @Override
  public Feed feed(FeedOptions wanted) {
    return feeds.open(wanted);
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
    return new SharedChanges(pool);
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
    return pool.read(SinkTable::states);
  }

  @Override
  public Reconciliation reconcile(ReconciliationQuery query) {
    return balancer.reconcile(query, pool.read(RecordTable::lastSeq));
  }

  @Override
  public Optional<LocalDate> reconciliationTold() {
    return pool.read(session -> Optional.ofNullable(Balancer.lastTold(session)));
  }

  @Override
  public void reconciliationTold(LocalDate day) {
    pool.write(session -> Balancer.told(session, day));
  }

  @Override
  public Inspection inspect() {
    return inspection;
  }

  @Override
  public LedgerHealth health() {
    return closed.get() ? new LedgerHealth(false, "the ledger is closed") : writer.health();
  }

  @Override
  public LedgerLoad load() {
    return writer.load();
  }

  @Override
  public List<InDoubtCount> inDoubtCounts() {
    return pool.read(IntentTable::counts);
  }

  @Override
  public List<LedgerInstance> instances() {
    return pool.read(session -> InstanceLease.all(session, pool.self()));
  }

  @Override
  public Optional<String> instance() {
    return Optional.ofNullable(options.instance());
  }

  @Override
  public boolean mayFetch(String provider, String account) {
    return statistics.mayFetch(provider, account);
  }

  @Override
  public void observe(LedgerObserver newObserver) {
    observer = newObserver;
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    boolean interrupted = ticks.close();
    writer.close();
    while (writerThread.isAlive()) {
      try {
        writerThread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    try {
      if (state.repeats().hurry()) {
        storeRepeats();
      }
      balancer.close();
      feeds.close();
      pulls.letGo();
      statistics.letGo();
      name.letGo();
    } catch (LedgerException e) {
      // The leases end by themselves.
      observer.commitFailed(e);
    } finally {
      pool.close();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
