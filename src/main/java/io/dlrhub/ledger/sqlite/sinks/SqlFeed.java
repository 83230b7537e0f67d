package io.dlrhub.ledger.sqlite.sinks;

import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.Feed;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.Repeats;
import io.dlrhub.ledger.sqlite.SqlLedger;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.log.LogReader;
import io.dlrhub.ledger.sqlite.log.ReadAhead;
import io.dlrhub.ledger.sqlite.writer.CommitSignal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A feed over the log in the file. */
public final class SqlFeed implements Feed {

  private static final Logger LOG = LoggerFactory.getLogger(SqlFeed.class);

  /**
   * So many records waiting make a sink one that catches up. One that keeps up waits for its
   * position, which shares a commit with what comes in, and takes more at a time for it.
   */
  private static final long BACKLOG = 1000;

  private static final long SAVE_SKIPPED_NANOS = Duration.ofSeconds(10).toNanos();

  private final Sink sink;
  private final SqlLedger ledger;
  private final CommitSignal signal;
  private final Progress progress;
  private final ReadAhead readAhead;
  private Database database;
  private LogReader reader;
  private long savedSkippedAt = System.nanoTime();
  private final SqlRepeats repeats;
  private volatile boolean closed;

  public SqlFeed(Sink sink, SqlLedger ledger, CommitSignal signal) {
    this.sink = sink;
    this.ledger = ledger;
    this.signal = signal;
    this.repeats = new SqlRepeats(sink, ledger);
    this.progress = new Progress(sink, ledger.moves());
    this.readAhead = new ReadAhead(ledger.readers(), this::read);
  }

  /** Warns when retention has removed records this sink, switched off, had not had. */
  public void warnOfGap(long oldestSeq) {
    long missed = oldestSeq - 1 - sink.position();
    if (missed > 0) {
      LOG.warn(
          "Sink {} goes on at record {}: {} were removed by retention while it was off",
          sink.name(),
          oldestSeq,
          missed);
    }
  }

  @Override
  public Batch poll(int atMost, Duration wait) throws InterruptedException {
    if (atMost < 1) {
      throw new IllegalArgumentException("atMost is " + atMost + ", at least 1 is accepted");
    }
    long deadline = System.nanoTime() + wait.toNanos();
    while (true) {
      ledger.asks().awaitWhile(this::idle, deadline - System.nanoTime());
      if (closed || sink.paused()) {
        return nothing();
      }
      LogReader.Found found = readAhead.read(Math.max(sink.passed(), sink.reached()), atMost);
      if (!found.batch().isEmpty()) {
        // A sink that keeps up gains nothing: handing over to another thread would only cost.
        if (signal.lastSeq() - found.scannedTo() >= BACKLOG) {
          readAhead.begin(found.batch().positionAfter(), atMost);
        }
        return found.batch();
      }
      progress.settle();
      skipTo(found.scannedTo());
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return nothing();
      }
      if (signal.lastSeq() <= found.scannedTo()) {
        signal.awaitBeyond(found.scannedTo(), left, () -> !closed && !sink.paused());
      }
    }
  }

  private boolean idle() {
    return sink.paused() && !closed;
  }

  private static Batch nothing() {
    return new Batch(new long[0], List.of());
  }

  private synchronized LogReader.Found read(long position, int atMost) {
    if (closed) {
      return new LogReader.Found(nothing(), position);
    }
    try {
      if (reader == null) {
        database = ledger.openReader();
        reader = new LogReader(database, sink.kinds());
      }
      return reader.read(position, atMost);
    } catch (SQLException e) {
      letGo();
      throw new LedgerException("sink " + sink.name() + ": cannot read: " + e.getMessage(), e);
    }
  }

  /** Remembers that nothing was for this sink, now and then durably. */
  private void skipTo(long position) {
    if (position <= sink.passed()) {
      return;
    }
    sink.skipTo(position);
    if (System.nanoTime() - savedSkippedAt > SAVE_SKIPPED_NANOS) {
      savedSkippedAt = System.nanoTime();
      ledger.moves().skip(sink, position);
    }
  }

  @Override
  public void advance(long position) {
    progress.arrive(position);
  }

  @Override
  public void advanceSoon(long position) {
    if (signal.lastSeq() - position >= BACKLOG) {
      progress.reach(position);
    } else {
      progress.arrive(position);
    }
  }

  @Override
  public void settle() {
    progress.settle();
  }

  @Override
  public void deadLetter(long position, byte[] line, String reason, int attempts) {
    progress.settle();
    ledger.moves().deadLetter(sink, new Refusal(position, line, reason, attempts));
  }

  @Override
  public Set<Long> takeBack(List<Batch> lones) {
    progress.settle();
    return ledger.moves().takeBack(sink, lones.stream().map(Batch::positionAfter).toList());
  }

  @Override
  public boolean isPaused() {
    return sink.paused();
  }

  @Override
  public Repeats repeats() {
    return repeats;
  }

  @Override
  public String sink() {
    return sink.name();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      signal.wakeAll();
      settleAtTheEnd();
      repeats.close();
      synchronized (this) {
        letGo();
      }
      ledger.released(this, sink);
    }
  }

  private void settleAtTheEnd() {
    try {
      progress.settle();
    } catch (LedgerException e) {
      LOG.warn("Sink {}: its position is not saved: {}", sink.name(), e.getMessage());
    }
  }

  private void letGo() {
    reader = null;
    if (database != null) {
      database.close();
      database = null;
    }
  }
}
