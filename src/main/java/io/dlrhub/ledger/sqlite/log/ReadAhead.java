package io.dlrhub.ledger.sqlite.log;

import io.dlrhub.ledger.LedgerException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Reads the next batch while the one before is being delivered. For one thread at a time. */
public final class ReadAhead {

  /** Reads at most that many after a position. */
  public interface Reading {
    LogReader.Found read(long position, int atMost);
  }

  private final Executor threads;
  private final Reading reading;
  private CompletableFuture<LogReader.Found> next;
  private long position;
  private int atMost;

  public ReadAhead(Executor threads, Reading reading) {
    this.threads = threads;
    this.reading = reading;
  }

  /** Reads, or takes what was read already. */
  public LogReader.Found read(long wantedPosition, int wantedAtMost) {
    CompletableFuture<LogReader.Found> ready = next;
    next = null;
    if (ready == null || position != wantedPosition || atMost != wantedAtMost) {
      return reading.read(wantedPosition, wantedAtMost);
    }
    try {
      return ready.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof LedgerException failure ? failure : e;
    }
  }

  /** Begins to read what will be wanted next. */
  public void begin(long nextPosition, int nextAtMost) {
    position = nextPosition;
    atMost = nextAtMost;
    next = CompletableFuture.supplyAsync(() -> reading.read(nextPosition, nextAtMost), threads);
  }
}
