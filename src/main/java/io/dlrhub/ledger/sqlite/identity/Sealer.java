package io.dlrhub.ledger.sqlite.identity;

import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.writer.LedgerThreads;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/**
 * Turns closed generations into sealed runs, oldest first: sorted by a thread of its own, written
 * page by page by the writer. Killed on the way, it starts over.
 */
public final class Sealer {

  /** Pages a step that rides on no append. */
  private static final int PAGES_ALONE = 32;

  /** A full generation has 630 pages; so it is sealed when the next is half full. */
  private static final int RECORDS_A_PAGE = 400;

  private final IdentityIndex identities;
  private final Generations generations;
  private final Runnable wake;
  private CompletableFuture<SortedRun> sorting;
  private int written;
  private int writtenInTransaction;

  public Sealer(IdentityIndex identities, Generations generations, Runnable wake) {
    this.identities = identities;
    this.generations = generations;
    this.wake = wake;
  }

  public boolean pending() {
    return sorting == null ? identities.oldestUnsealed() != null : sorting.isDone();
  }

  public void step(Database database, int records) throws SQLException {
    if (sorting == null) {
      start();
    }
    // Two generations behind, sealing comes first: each holds some twenty megabytes.
    boolean behind = identities.unsealed() > 1;
    if (sorting == null || !(behind || sorting.isDone())) {
      return;
    }
    SortedRun run = sorting.join();
    int pages = records == 0 ? PAGES_ALONE : 1 + records / RECORDS_A_PAGE;
    int until = Math.min(run.pages(), written + (behind ? 4 * pages : pages));
    for (int page = written; page < until; page++) {
      database.update(
          "INSERT OR REPLACE INTO run_page (number, entries) VALUES (?, ?)",
          run.pageNumber(page),
          run.page(page));
    }
    writtenInTransaction = until;
    if (until == run.pages()) {
      generations.markSealed(database, run);
    }
  }

  private void start() {
    Generation oldest = identities.oldestUnsealed();
    if (oldest != null) {
      sorting =
          CompletableFuture.supplyAsync(
              () -> new SortedRun(oldest), work -> LedgerThreads.start(work, "ledger-sealer"));
      sorting.whenComplete((run, failure) -> wake.run());
    }
  }

  public void commit() {
    written = writtenInTransaction;
    if (written > 0 && written == sorting.join().pages()) {
      identities.replaceBySealed(sorting.join().sealed());
      reset();
    }
  }

  public void rollback() {
    writtenInTransaction = written;
  }

  /** Starts over. */
  public void reset() {
    sorting = null;
    written = 0;
    writtenInTransaction = 0;
  }
}
