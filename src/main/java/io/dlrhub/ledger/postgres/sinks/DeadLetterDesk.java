package io.dlrhub.ledger.postgres.sinks;

import io.dlrhub.ledger.DeadLetter;
import io.dlrhub.ledger.DeadLetterFilter;
import io.dlrhub.ledger.DeadLetters;
import io.dlrhub.ledger.SinkNotRunning;
import io.dlrhub.ledger.postgres.database.Session;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Record;
import io.dlrhub.report.RecordJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dead letters, for an operator. All of a filter are handled some at a time, so that appends go on.
 */
public final class DeadLetterDesk implements DeadLetters {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterDesk.class);
  private static final int AT_ONCE = 200;

  private static final String COLUMNS =
      "SELECT id, sink, seq, line, reason, attempts, first_at, last_at, retry IS NOT NULL"
          + " FROM dead_letter";

  private final SinkParts services;

  public DeadLetterDesk(SinkParts services) {
    this.services = services;
  }

  @Override
  public List<DeadLetter> list(DeadLetterFilter filter, long before, int atMost) {
    if (atMost < 1) {
      throw new IllegalArgumentException("atMost is " + atMost + ", at least 1 is accepted");
    }
    refuseUnknownSink(filter);
    Where where = where(filter).and("id < ?", before);
    return read(where, " ORDER BY id DESC", atMost);
  }

  @Override
  public List<DeadLetter> at(String sink, Collection<Long> positions) {
    return read(
        new Where(new ArrayList<>(), new ArrayList<>())
            .and("sink = ?", sink)
            .and("seq = ANY (?)", positions),
        " ORDER BY seq",
        Math.max(1, positions.size()));
  }

  @Override
  public long retry(DeadLetterFilter filter) {
    long last = refuseSinksSwitchedOff(filter);
    long number = services.pool().write(DeadLetterTable::nextNumber);
    return all(filter, last, letters -> retry(letters, number), () -> services.signal().wakeAll());
  }

  private void retry(List<DeadLetter> letters, long number) {
    services
        .pool()
        .write(
            session ->
                session.update(
                    "UPDATE dead_letter SET retry = ? WHERE id = ANY (?) AND retry IS NULL",
                    number,
                    letters.stream().map(DeadLetter::id).toList()));
  }

  /** The newest there is now; what comes later is not meant. */
  private long refuseSinksSwitchedOff(DeadLetterFilter filter) {
    refuseUnknownSink(filter);
    Where where = where(filter);
    return services
        .pool()
        .read(
            reader -> {
              List<String> holding =
                  reader.list(
                      row -> row.getString(1),
                      "SELECT DISTINCT sink FROM dead_letter" + where.text(),
                      where.arguments());
              for (String sink : holding) {
                if (!SinkTable.isOpen(reader, sink)) {
                  throw new SinkNotRunning(sink);
                }
              }
              return newest(reader);
            });
  }

  private void refuseUnknownSink(DeadLetterFilter filter) {
    if (filter.sink() != null) {
      services.pool().read(reader -> SinkTable.get(reader, filter.sink()));
    }
  }

  private static long newest(Session reader) throws SQLException {
    return reader.number(0, "SELECT max(id) FROM dead_letter");
  }

  @Override
  public long discard(DeadLetterFilter filter, String reason) {
    refuseUnknownSink(filter);
    long last = services.pool().read(DeadLetterDesk::newest);
    String why = reason.replaceAll("\\s+", " ").trim();
    return all(filter, last, letters -> discard(letters, why), () -> {});
  }

  private void discard(List<DeadLetter> letters, String reason) {
    List<DeadLetter> removed = services.pool().write(database -> remove(database, letters));
    for (DeadLetter letter : removed) {
      Record record = RecordJson.read(letter.line());
      LOG.info(
          "Dead letter {} of sink {}, record {}{}, discarded: {}",
          letter.id(),
          letter.sink(),
          record.id(),
          record instanceof DeliveryReport report ? " of message " + report.messageId() : "",
          reason);
    }
  }

  private static List<DeadLetter> remove(Session database, List<DeadLetter> letters)
      throws SQLException {
    List<DeadLetter> removed = new ArrayList<>();
    for (DeadLetter letter : letters) {
      if (database.update("DELETE FROM dead_letter WHERE id = ?", letter.id()) > 0) {
        database.update("UPDATE sink SET discarded = discarded + 1 WHERE name = ?", letter.sink());
        removed.add(letter);
      }
    }
    return removed;
  }

  /** Does something with all of a filter, oldest first, a few at a time; with how many. */
  private long all(
      DeadLetterFilter filter,
      long last,
      java.util.function.Consumer<List<DeadLetter>> work,
      Runnable afterwards) {
    long done = 0;
    List<DeadLetter> some;
    long after = 0;
    do {
      some = read(where(filter).and("id > ?", after).and("id <= ?", last), " ORDER BY id", AT_ONCE);
      if (!some.isEmpty()) {
        work.accept(some);
        after = some.get(some.size() - 1).id();
        done += some.size();
        afterwards.run();
      }
    } while (some.size() == AT_ONCE);
    return done;
  }

  private List<DeadLetter> read(Where where, String order, int atMost) {
    return services
        .pool()
        .read(
            reader ->
                reader.list(
                    DeadLetterDesk::letter,
                    COLUMNS + where.text() + order + " LIMIT " + atMost,
                    where.arguments()));
  }

  private static DeadLetter letter(ResultSet row) throws SQLException {
    return new DeadLetter(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        row.getBytes(4),
        row.getString(5),
        row.getInt(6),
        Instant.ofEpochMilli(row.getLong(7)),
        Instant.ofEpochMilli(row.getLong(8)),
        row.getBoolean(9));
  }

  /** A condition in the making. */
  private record Where(List<String> conditions, List<Object> values) {
    Where and(String condition, Object value) {
      if (value != null) {
        conditions.add(condition);
        values.add(value);
      }
      return this;
    }

    String text() {
      return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    Object[] arguments() {
      return values.toArray();
    }
  }

  private static Where where(DeadLetterFilter filter) {
    return new Where(new ArrayList<>(), new ArrayList<>())
        .and("id = ?", filter.id())
        .and("sink = ?", filter.sink())
        .and("strpos(lower(reason), lower(?)) > 0", filter.reason())
        .and("first_at >= ?", filter.since() == null ? null : filter.since().toEpochMilli())
        .and("first_at < ?", filter.until() == null ? null : filter.until().toEpochMilli());
  }
}
