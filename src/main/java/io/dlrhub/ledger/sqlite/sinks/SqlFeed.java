package io.dlrhub.ledger.sqlite.sinks;

import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.Feed;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.Redeliveries;
import io.dlrhub.ledger.sqlite.file.OnDemandReader;
import io.dlrhub.ledger.sqlite.log.LogReader;
import io.dlrhub.ledger.sqlite.log.ReadAhead;
import io.dlrhub.ledger.sqlite.writer.ReaderSignal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
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

  private final Sink sink;
  private final SinkPosition position;
  private final SqlRedeliveries redeliveries;
  private final ReaderSignal signal;
  private final ReadAhead readAhead;
  private final OnDemandReader connection;
  private final Consumer<SqlFeed> whenClosed;
  private LogReader reader;
  private volatile boolean closed;

  SqlFeed(
      Sink sink,
      SinkPosition position,
      SqlRedeliveries redeliveries,
      Executor readers,
      SinkServices services,
      Consumer<SqlFeed> whenClosed) {
    this.sink = sink;
    this.position = position;
    this.redeliveries = redeliveries;
    this.signal = services.signal();
    this.connection = new OnDemandReader(services.file());
    this.readAhead = new ReadAhead(readers, this::read);
    this.whenClosed = whenClosed;
  }

  Sink known() {
    return sink;
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
      signal.awaitWhile(this::idle, deadline - System.nanoTime());
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
      position.settle();
      position.skipTo(found.scannedTo());
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

  private synchronized LogReader.Found read(long after, int atMost) {
    if (closed) {
      return new LogReader.Found(nothing(), after);
    }
    try {
      if (reader == null) {
        reader = new LogReader(connection.get(), sink.kinds());
      }
      return reader.read(after, atMost);
    } catch (SQLException e) {
      letGo();
      throw new LedgerException("sink " + sink.name() + ": cannot read: " + e.getMessage(), e);
    }
  }

  @Override
  public void advance(long to) {
    position.arrive(to);
  }

  @Override
  public void advanceSoon(long to) {
    if (signal.lastSeq() - to >= BACKLOG) {
      position.reach(to);
    } else {
      position.arrive(to);
    }
  }

  @Override
  public void settle() {
    position.settle();
  }

  @Override
  public void deadLetter(long seq, byte[] line, String reason, int attempts) {
    position.deadLetter(new RefusedRecord(seq, line, reason, attempts));
  }

  @Override
  public Set<Long> takeBack(List<Batch> lones) {
    return position.takeBack(lones.stream().map(Batch::positionAfter).toList());
  }

  @Override
  public boolean isPaused() {
    return sink.paused();
  }

  @Override
  public Redeliveries redeliveries() {
    return redeliveries;
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
      redeliveries.close();
      synchronized (this) {
        letGo();
      }
      whenClosed.accept(this);
    }
  }

  private void settleAtTheEnd() {
    try {
      position.settle();
    } catch (LedgerException e) {
      LOG.warn("Sink {}: its position is not saved: {}", sink.name(), e.getMessage());
    }
  }

  private void letGo() {
    reader = null;
    connection.close();
  }
}
