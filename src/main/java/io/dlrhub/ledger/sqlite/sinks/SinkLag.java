package io.dlrhub.ledger.sqlite.sinks;

import io.dlrhub.ledger.FeedOptions;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.SinkState;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.file.OnDemandReader;
import io.dlrhub.ledger.sqlite.file.SqliteFile;
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
        sink.paused());
  }

  /** The oldest position still in the log. */
  public long oldestSeq(long otherwise) {
    return read(database -> database.number(otherwise, "SELECT min(first_seq) FROM log"));
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
    long oldest = reader.number(last + 1, "SELECT min(first_seq) FROM log");
    long from = Math.max(position, oldest - 1);
    if (last <= from) {
      return 0;
    }
    if (kinds == FeedOptions.Kinds.ALL) {
      return last - from;
    }
    long statistics = statisticsUpTo(reader, last) - statisticsUpTo(reader, from);
    return kinds == FeedOptions.Kinds.STATISTICS ? statistics : last - from - statistics;
  }

  private static long statisticsUpTo(Database reader, long seq) throws SQLException {
    long oldest = reader.number(0, "SELECT statistics_before FROM log ORDER BY first_seq LIMIT 1");
    return reader.number(
        oldest,
        "SELECT statistics_before + CASE WHEN kind = 1 THEN min(count, ? - first_seq + 1) ELSE 0 END"
            + " FROM log WHERE first_seq <= ? ORDER BY first_seq DESC LIMIT 1",
        seq,
        seq);
  }

  private static Instant oldestWaiting(Database reader, Sink sink) throws SQLException {
    int from = sink.kinds() == FeedOptions.Kinds.STATISTICS ? 1 : 0;
    int to = sink.kinds() == FeedOptions.Kinds.REPORTS ? 0 : 1;
    long at =
        reader.number(
            -1,
            "SELECT appended_at FROM log WHERE first_seq >="
                + " coalesce((SELECT max(first_seq) FROM log WHERE first_seq <= ?), 0)"
                + " AND kind BETWEEN ? AND ? ORDER BY first_seq LIMIT 1",
            sink.passed() + 1,
            from,
            to);
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
