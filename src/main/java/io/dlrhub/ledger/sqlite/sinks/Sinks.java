package io.dlrhub.ledger.sqlite.sinks;

import io.dlrhub.ledger.FeedOptions;
import io.dlrhub.ledger.FeedOptions.Kinds;
import io.dlrhub.ledger.Replay;
import io.dlrhub.ledger.UnknownSink;
import io.dlrhub.ledger.UnusableLedger;
import io.dlrhub.ledger.sqlite.file.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The sinks the ledger knows, and where each stands. */
public final class Sinks {

  private final Map<String, Sink> byName = new ConcurrentSkipListMap<>();

  /**
   * Reads them; those known already keep what this process knows.
   *
   * @throws UnusableLedger if one stands behind the end of the log
   */
  public void load(Database database, long lastSeq, String ledger) throws SQLException {
    Map<String, Long> letters = new TreeMap<>();
    database.each(
        row -> {
          letters.put(row.getString(1), row.getLong(2));
          return true;
        },
        "SELECT sink, count(*) FROM dead_letter GROUP BY sink");
    Map<String, Replay> replays = SqlReplays.stored(database);
    List<String> retrying =
        database.list(
            row -> row.getString(1),
            "SELECT DISTINCT sink FROM dead_letter WHERE retry IS NOT NULL");
    database.each(
        row -> {
          Sink sink = stored(row, lastSeq, ledger);
          sink.deadLetters().set(letters.getOrDefault(sink.name(), 0L));
          sink.discarded().set(row.getLong(4));
          sink.setPaused(row.getLong(5) != 0);
          long start = row.getLong(6);
          sink.setStartsAfter(row.wasNull() ? null : start);
          sink.setReplay(replays.get(sink.name()));
          sink.setRetriesAsked(retrying.contains(sink.name()));
          return true;
        },
        "SELECT name, records, position, discarded, paused_at IS NOT NULL, starts_after FROM sink");
  }

  private Sink stored(ResultSet row, long lastSeq, String ledger) throws SQLException {
    String name = row.getString(1);
    long position = row.getLong(3);
    if (position > lastSeq) {
      throw new UnusableLedger(
          String.format(
              Locale.ROOT,
              "ledger %s: sink %s stands at %d, but the log ends at %d: part of the log is lost",
              ledger,
              name,
              position,
              lastSeq));
    }
    Kinds kinds = kinds(row.getString(2));
    Sink sink = byName.computeIfAbsent(name, unknown -> new Sink(unknown, kinds, position));
    sink.moveTo(position);
    return sink;
  }

  /** Raises a position to one that was noted before a kill. */
  void takeOver(Database database, String name, long position) throws SQLException {
    Sink sink = byName.get(name);
    if (sink != null && position > sink.position()) {
      move(database, sink, position);
      sink.moveTo(position);
    }
  }

  /** The sink of that name, made when there is none; after the commit {@link #put} it. */
  public Sink register(Database database, FeedOptions options, long lastSeq, long now)
      throws SQLException {
    String records = options.records().name().toLowerCase(Locale.ROOT);
    Sink known = byName.get(options.sink());
    if (known != null) {
      database.update("UPDATE sink SET records = ? WHERE name = ?", records, options.sink());
      return known;
    }
    long position = options.start() == FeedOptions.Start.NOW ? lastSeq : 0;
    database.update(
        "INSERT INTO sink (name, records, position, starts_after, created_at)"
            + " VALUES (?, ?, ?, ?, ?)",
        options.sink(),
        records,
        position,
        position,
        now);
    Sink sink = new Sink(options.sink(), options.records(), position);
    sink.setStartsAfter(position);
    return sink;
  }

  public void put(Sink sink, Kinds kinds) {
    sink.setKinds(kinds);
    byName.put(sink.name(), sink);
  }

  /** Stores a position; it only moves forward. */
  void move(Database database, Sink sink, long position) throws SQLException {
    database.update(
        "UPDATE sink SET position = ? WHERE name = ? AND position < ?",
        position,
        sink.name(),
        position);
  }

  /** Keeps a refused record as a dead letter and moves past it; whether it is a new one. */
  boolean keepDeadLetter(Database database, Sink sink, RefusedRecord refusal, long now)
      throws SQLException {
    boolean isNew = DeadLetterRows.keep(database, sink.name(), refusal, now);
    move(database, sink, refusal.seq());
    return isNew;
  }

  /** Undoes {@link #keepDeadLetter} for these, the last there were; which of them there were. */
  SortedSet<Long> takeBack(Database database, Sink sink, List<Long> seqs) throws SQLException {
    SortedSet<Long> removed = DeadLetterRows.takeBack(database, sink.name(), seqs);
    if (!removed.isEmpty()) {
      database.update(
          "UPDATE sink SET position = ? WHERE name = ?", removed.first() - 1, sink.name());
    }
    return removed;
  }

  void pause(Database database, Sink sink, Long at) throws SQLException {
    if (at == null) {
      database.update("UPDATE sink SET paused_at = NULL WHERE name = ?", sink.name());
    } else {
      database.update("UPDATE sink SET paused_at = ? WHERE name = ?", at, sink.name());
    }
  }

  /**
   * The sink of that name.
   *
   * @throws UnknownSink if there is none
   */
  public Sink get(String name) {
    Sink sink = byName.get(name);
    if (sink == null) {
      throw new UnknownSink(name, byName.keySet());
    }
    return sink;
  }

  /** The lowest position an open feed still needs the log from; the largest number without one. */
  public long passedByAllOpen() {
    return byName.values().stream()
        .filter(sink -> sink.open().get())
        .mapToLong(Sink::passed)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  public Collection<Sink> all() {
    return byName.values();
  }

  private static Kinds kinds(String name) {
    return Kinds.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
