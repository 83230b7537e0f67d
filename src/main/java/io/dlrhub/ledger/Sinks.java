package io.dlrhub.ledger;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The sinks the ledger knows, and where each stands. */
final class Sinks {

  private final Map<String, Sink> byName = new ConcurrentSkipListMap<>();

  /**
   * Reads them; those known already keep what this process knows.
   *
   * @throws LedgerException if one stands behind the end of the log
   */
  void load(Database database, long lastSeq, String ledger) throws SQLException {
    Map<String, Long> letters = new TreeMap<>();
    database.each(
        row -> {
          letters.put(row.getString(1), row.getLong(2));
          return true;
        },
        "SELECT sink, count(*) FROM dead_letter GROUP BY sink");
    List<Sink> stored =
        database.list(
            row ->
                new Sink(
                    row.getString(1),
                    kinds(row.getString(2)),
                    row.getLong(3),
                    letters.getOrDefault(row.getString(1), 0L)),
            "SELECT name, records, position FROM sink");
    for (Sink sink : stored) {
      if (sink.position() > lastSeq) {
        throw new LedgerException(
            "ledger %s: sink %s stands at %d, but the log ends at %d: part of the log is lost"
                .formatted(ledger, sink.name(), sink.position(), lastSeq));
      }
      byName.computeIfAbsent(sink.name(), name -> sink).moveTo(sink.position());
    }
  }

  /** The sink of that name, made when there is none; after the commit {@link #put} it. */
  Sink register(Database database, FeedOptions options, long lastSeq, long now)
      throws SQLException {
    String records = options.records().name().toLowerCase(Locale.ROOT);
    Sink known = byName.get(options.sink());
    if (known != null) {
      database.update("UPDATE sink SET records = ? WHERE name = ?", records, options.sink());
      return known;
    }
    long position = options.start() == FeedOptions.Start.NOW ? lastSeq : 0;
    database.update(
        "INSERT INTO sink (name, records, position, created_at) VALUES (?, ?, ?, ?)",
        options.sink(),
        records,
        position,
        now);
    return new Sink(options.sink(), options.records(), position, 0);
  }

  void put(Sink sink, FeedOptions.Kinds kinds) {
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

  /** Keeps a dead letter; again the same one only counts the attempts. */
  void keepDeadLetter(Database database, Sink sink, DeadLetter letter, long now)
      throws SQLException {
    database.update(
        "INSERT INTO dead_letter (sink, seq, line, reason, attempts, first_at, last_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sink, seq) DO UPDATE SET"
            + " reason = excluded.reason, attempts = attempts + excluded.attempts,"
            + " last_at = excluded.last_at",
        sink.name(),
        letter.seq(),
        letter.line(),
        letter.reason(),
        letter.attempts(),
        now,
        now);
    move(database, sink, letter.seq());
  }

  /** The lowest position an open feed still needs the log from; the largest number without one. */
  long passedByAllOpen() {
    return byName.values().stream()
        .filter(sink -> sink.open().get())
        .mapToLong(Sink::passed)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  Collection<Sink> all() {
    return byName.values();
  }

  private static FeedOptions.Kinds kinds(String name) {
    return FeedOptions.Kinds.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
