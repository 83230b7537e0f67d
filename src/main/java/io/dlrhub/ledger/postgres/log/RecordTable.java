package io.dlrhub.ledger.postgres.log;

import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.FeedOptions.Kinds;
import io.dlrhub.ledger.append.PreparedReport;
import io.dlrhub.ledger.identity.StoredIdentity;
import io.dlrhub.ledger.postgres.database.Head;
import io.dlrhub.ledger.postgres.database.Session;
import io.dlrhub.report.Identity;
import io.dlrhub.report.PhoneKey;
import io.dlrhub.report.RecordId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToLongFunction;

/** The log: a row a record. */
public final class RecordTable {

  private static final int MOST_BYTES = 4 << 20;

  private RecordTable() {}

  /**
   * A record with its position.
   *
   * @param report null for statistics
   */
  public record Row(long seq, PreparedReport report, byte[] line) {}

  /** Writes them, all appended now. */
  public static void insert(Session session, Head head, List<Row> rows) throws SQLException {
    insert(session, head.generation(), rows, row -> head.now());
  }

  /**
   * Writes them.
   *
   * @param appendedAt when each was appended, in milliseconds; never goes backwards
   */
  public static void insert(
      Session session, long generation, List<Row> rows, ToLongFunction<Row> appendedAt)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        session
            .connection()
            .prepareStatement(
                "INSERT INTO record (generation, seq, statistics, id, reference_key, message_key,"
                    + " phone_key, appended_at, line) VALUES (?,?,?,?,?,?,?,?,?)")) {
      for (Row row : rows) {
        PreparedReport report = row.report;
        insert.setLong(1, generation);
        insert.setLong(2, row.seq);
        insert.setBoolean(3, report == null);
        if (report == null) {
          insert.setNull(4, Types.OTHER);
          insert.setNull(5, Types.BIGINT);
          insert.setNull(6, Types.BIGINT);
          insert.setNull(7, Types.BIGINT);
        } else {
          insert.setObject(4, uuid(report.id()));
          insert.setLong(5, report.referenceKey());
          insert.setLong(6, report.messageKey());
          insert.setLong(7, phoneKey(report.report().phone(), report.report().phoneE164()));
        }
        insert.setLong(8, appendedAt.applyAsLong(row));
        insert.setBytes(9, row.line);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** An id as the database has it. */
  public static UUID uuid(RecordId id) {
    return new UUID(id.high(), id.low());
  }

  /** What a phone is looked up by; 0 for none. */
  public static long phoneKey(String phone, String e164) {
    String key = PhoneKey.of(phone, e164);
    return key == null ? 0 : Identity.key(key);
  }

  /** Who holds those ids; ids that nobody holds are missing. */
  public static Map<UUID, StoredIdentity> find(Session session, Collection<UUID> ids)
      throws SQLException {
    Map<UUID, StoredIdentity> found = new HashMap<>();
    if (!ids.isEmpty()) {
      session.each(
          row -> {
            found.put(
                row.getObject(1, UUID.class), new StoredIdentity(row.getLong(2), row.getLong(3)));
            return true;
          },
          "SELECT id, seq, reference_key FROM record WHERE id = ANY (?)",
          ids);
    }
    return found;
  }

  /** Completes the record at that position by a reference it had none of. */
  public static void adopt(Session session, long seq, long referenceKey) throws SQLException {
    session.update("UPDATE record SET reference_key = ? WHERE seq = ?", referenceKey, seq);
  }

  /** What {@link #read} found, and up to where it has looked. */
  public record Found(Batch batch, long scannedTo) {}

  /** Records of those kinds after a position, some megabytes at most. */
  public static Found read(Session session, Kinds kinds, long after, int atMost)
      throws SQLException {
    long end = lastSeq(session);
    List<Long> seqs = new ArrayList<>();
    List<byte[]> lines = new ArrayList<>();
    long[] bytes = {0};
    session.each(
        row -> {
          byte[] line = row.getBytes(2);
          bytes[0] += line.length;
          if (bytes[0] > MOST_BYTES && !lines.isEmpty()) {
            return false;
          }
          seqs.add(row.getLong(1));
          lines.add(line);
          return true;
        },
        "SELECT seq, line FROM record WHERE seq > ? AND seq <= ?"
            + condition(kinds)
            + " ORDER BY seq LIMIT ?",
        after,
        end,
        atMost);
    long[] positions = seqs.stream().mapToLong(Long::longValue).toArray();
    boolean full = lines.size() == atMost || bytes[0] > MOST_BYTES;
    long scannedTo = full ? positions[positions.length - 1] : Math.max(after, end);
    return new Found(new Batch(positions, lines), scannedTo);
  }

  private static String condition(Kinds kinds) {
    return switch (kinds) {
      case ALL -> "";
      case REPORTS -> " AND NOT statistics";
      case STATISTICS -> " AND statistics";
    };
  }

  /** The line at that position; null when there is none. */
  public static byte[] line(Session session, long seq) throws SQLException {
    return session.first(
        row -> row.getBytes(1), "SELECT line FROM record WHERE seq = ? AND NOT statistics", seq);
  }

  /** The newest position that was given away. */
  public static long lastSeq(Session session) throws SQLException {
    return session.number(1, "SELECT next_seq FROM head WHERE stream = 0") - 1;
  }

  /** The oldest position still there. */
  public static long oldestSeq(Session session, long otherwise) throws SQLException {
    return session.number(otherwise, "SELECT min(seq) FROM record");
  }

  /** How many records of those kinds lie after one position and up to another. */
  public static long count(Session session, Kinds kinds, long after, long to) throws SQLException {
    long from = Math.max(after, oldestSeq(session, to + 1) - 1);
    if (to <= from) {
      return 0;
    }
    if (kinds == Kinds.ALL) {
      return to - from;
    }
    long statistics =
        session.number(
            0, "SELECT count(*) FROM record WHERE statistics AND seq > ? AND seq <= ?", from, to);
    return kinds == Kinds.STATISTICS ? statistics : to - from - statistics;
  }

  /** When the first record of those kinds after a position was appended; −1 without one. */
  public static long appendedAfter(Session session, long after, Kinds kinds) throws SQLException {
    return session.number(
        -1,
        "SELECT appended_at FROM record WHERE seq > ?" + condition(kinds) + " ORDER BY seq LIMIT 1",
        after);
  }

  /** The first position appended then or later; the one after the last without one. */
  public static long firstAppendedAt(Session session, long at, long oldest, long last)
      throws SQLException {
    long low = Math.max(1, oldest);
    long high = last + 1;
    // Times never go backwards along the log.
    while (low < high) {
      long middle = (low + high) >>> 1;
      long found =
          session.number(
              Long.MIN_VALUE,
              "SELECT appended_at FROM record WHERE seq >= ? ORDER BY seq LIMIT 1",
              middle);
      if (found < at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Positions of the reports with that message key, ascending; others may share it. */
  public static List<byte[]> ofMessage(Session session, long key) throws SQLException {
    return session.list(
        row -> row.getBytes(1),
        "SELECT line FROM record WHERE message_key = ? AND NOT statistics ORDER BY seq",
        key);
  }
}
