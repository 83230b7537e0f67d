package io.dlrhub.ledger.sqlite.sinks;

import io.dlrhub.ledger.FeedOptions;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.SinkState;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.file.OnDemandReader;
import io.dlrhub.ledger.sqlite.file.SqliteFile;
import io.dlrhub.ledger.sqlite.log.LogRows;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** How far sinks are behind; reads on a connection of its own. */
public final class SinkLag {

  private final Sinks sinks;
  private final OnDemandReader reader;
  private boolean closed;

  public SinkLag(SqliteFile file, Sinks sinks) {
    this.sinks = sinks;
    this.reader = new OnDemandReader(file);
  }

  private interface Reading<T> {
    T from(Database database) throws SQLException;
  }

  public List<SinkState> all(long lastSeq) {
    return sinks.all().stream().map(sink -> stateOf(sink, lastSeq)).toList();
  }

  private SinkState stateOf(Sink sink, long lastSeq) {
    long position = sink.position();
    long lag = read(database -> waiting(database, sink.kinds(), position, lastSeq));
    Instant oldest = lag == 0 ? null : read(database -> oldestWaiting(database, sink));
    return new SinkState(
        sink.name(),
        sink.kinds(),
        sink.open().get(),
        position,
        lag,
        oldest,
        sink.deadLetters().get(),
        sink.discarded().get(),
        sink.startsAfter(),
        sink.paused());
  }

  /** The oldest position still in the log. */
  public long oldestSeq(long otherwise) {
    return read(database -> LogRows.oldestSeq(database, otherwise));
  }

  /** Records for that sink after its position and up to another. */
  long between(Sink sink, long position) {
    long from = sink.position();
    return sink.kinds() == FeedOptions.Kinds.ALL
        ? Math.max(0, position - from)
        : read(database -> waiting(database, sink.kinds(), from, position));
  }

  private long waiting(Database reader, FeedOptions.Kinds kinds, long position, long last)
      throws SQLException {
    long oldest = LogRows.oldestSeq(reader, last + 1);
    long from = Math.max(position, oldest - 1);
    if (last <= from) {
      return 0;
    }
    if (kinds == FeedOptions.Kinds.ALL) {
      return last - from;
    }
    long statistics = LogRows.statisticsUpTo(reader, last) - LogRows.statisticsUpTo(reader, from);
    return kinds == FeedOptions.Kinds.STATISTICS ? statistics : last - from - statistics;
  }

  private static Instant oldestWaiting(Database reader, Sink sink) throws SQLException {
    long at = LogRows.appendedAfter(reader, sink.passed(), sink.kinds());
    return at < 0 ? null : Instant.ofEpochMilli(at);
  }

  private synchronized <T> T read(Reading<T> reading) {
    if (closed) {
      throw new LedgerException("the ledger is closed");
    }
    try {
      return reading.from(reader.get());
    } catch (SQLException e) {
      reader.close();
      throw new LedgerException("the ledger cannot be read: " + e.getMessage(), e);
    }
  }

  public synchronized void close() {
    closed = true;
    reader.close();
  }
}
