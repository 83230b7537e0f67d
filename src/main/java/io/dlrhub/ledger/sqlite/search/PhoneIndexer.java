package io.dlrhub.ledger.sqlite.search;

import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.file.SqliteFile;
import io.dlrhub.ledger.sqlite.identity.IdentityIndex;
import io.dlrhub.ledger.sqlite.identity.RunPages;
import io.dlrhub.ledger.sqlite.identity.SealedRun;
import io.dlrhub.ledger.sqlite.log.LogEnd;
import io.dlrhub.ledger.sqlite.writer.LedgerThreads;
import io.dlrhub.ledger.sqlite.writer.Request;
import io.dlrhub.ledger.sqlite.writer.TaskQueue;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sealed generations searchable by phone, the newest first, one at a time, on a thread that
 * lives only while there is one to do and rests most of the time. Killed on the way, it starts that
 * generation over.
 *
 * <p>A full generation takes about a second of a core, spread over ten or more, and four megabytes
 * meanwhile.
 */
public final class PhoneIndexer {

  private static final Logger LOG = LoggerFactory.getLogger(PhoneIndexer.class);

  private static final long REST_PER_WORK = 9;
  private static final long REST_PER_WORK_WHEN_BUSY = 49;
  private static final long BUSY_RECORDS_A_SECOND = 10_000;
  private static final int PAGES_A_COMMIT = 2;
  private static final long PAUSE_AFTER_FAILURE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final SqliteFile file;
  private final TaskQueue queue;
  private final IdentityIndex identities;
  private final LogEnd end;
  private final Set<Long> done = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private Thread thread;
  private volatile boolean loaded;
  private volatile long notBefore = System.nanoTime();
  private long restedAt;
  private long restedAtSeq;

  public PhoneIndexer(SqliteFile file, TaskQueue queue, IdentityIndex identities, LogEnd end) {
    this.file = file;
    this.queue = queue;
    this.identities = identities;
    this.end = end;
  }

  /** A look whether there is something to do, about once a second. */
  public void tick() {
    boolean working = thread != null && thread.isAlive();
    if (working || System.nanoTime() - notBefore < 0) {
      return;
    }
    if (!loaded || newestToDo() != null) {
      thread = LedgerThreads.start(this::work, "ledger-indexer");
    }
  }

  private SealedRun newestToDo() {
    return identities.sealed().stream()
        .filter(run -> !done.contains(run.number()))
        .findFirst()
        .orElse(null);
  }

  private void work() {
    try (Database database = file.reader()) {
      if (!loaded) {
        done.addAll(
            database.list(
                row -> row.getLong(1),
                "SELECT number FROM generation WHERE phone_keys IS NOT NULL"));
        loaded = true;
      }
      for (SealedRun run = newestToDo(); run != null && !isClosed(); run = newestToDo()) {
        index(database, run.number());
      }
    } catch (SQLException | RuntimeException e) {
      if (!isClosed()) {
        LOG.warn("The index of phones waits a minute: {}", e.getMessage());
        notBefore = System.nanoTime() + PAUSE_AFTER_FAILURE_NANOS;
      }
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void index(Database database, long number) throws SQLException {
    GenerationReader reader =
        database.first(
            row -> new GenerationReader(database, row.getLong(1), row.getLong(2), row.getInt(3)),
            "SELECT first_seq, end_seq, reports FROM generation"
                + " WHERE number = ? AND state = 1 AND end_seq - first_seq < ?",
            number,
            PhoneRun.LONGEST);
    if (reader == null || read(reader) && write(number, reader)) {
      done.add(number);
    }
  }

  /** False when the ledger is being closed. */
  private boolean read(GenerationReader reader) throws SQLException {
    boolean more = true;
    while (more) {
      long started = System.nanoTime();
      more = reader.readSome();
      if (rest(System.nanoTime() - started)) {
        return false;
      }
    }
    reader.phones().sort();
    return true;
  }

  private boolean write(long number, GenerationReader reader) {
    PhoneRun run = reader.phones();
    for (int page = 0; page < run.pages(); page += PAGES_A_COMMIT) {
      int from = page;
      long started = System.nanoTime();
      boolean there = request(database -> writePages(database, number, run, from));
      if (!there) {
        return true;
      }
      if (rest(System.nanoTime() - started)) {
        return false;
      }
    }
    return request(
        database -> {
          for (ReportAccount account : reader.accounts()) {
            account.store(database);
          }
          database.update(
              "UPDATE generation SET phone_keys = ? WHERE number = ? AND state = 1",
              run.firstKeys(),
              number);
          return true;
        });
  }

  /** False when retention has begun to remove the generation: its pages must not come back. */
  static boolean writePages(Database database, long number, PhoneRun run, int from)
      throws SQLException {
    int written = 0;
    int to = Math.min(run.pages(), from + PAGES_A_COMMIT);
    for (int page = from; page < to; page++) {
      written +=
          database.update(
              "INSERT OR REPLACE INTO run_page (number, entries) SELECT ?, ?"
                  + " WHERE EXISTS (SELECT * FROM generation WHERE number = ? AND state = 1)",
              RunPages.number(number, RunPages.PHONES, page),
              run.page(page),
              number);
    }
    return written > 0;
  }

  private boolean request(Request.Work<Boolean> work) {
    return queue.request(new Request<>(work, written -> {}));
  }

  /** Rests in proportion to that much work; true when the ledger is being closed. */
  private boolean rest(long nanos) {
    long now = System.nanoTime();
    long seq = end.lastCommitted();
    long elapsed = now - restedAt;
    boolean busy =
        (seq - restedAtSeq) * 1_000_000_000.0 / Math.max(1, elapsed) > BUSY_RECORDS_A_SECOND;
    restedAt = now;
    restedAtSeq = seq;
    try {
      return closed.await(
          nanos * (busy ? REST_PER_WORK_WHEN_BUSY : REST_PER_WORK), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** Ends it; the thread to wait for, null without one. No tick may follow. */
  public Thread close() {
    closed.countDown();
    return thread;
  }
}
