package io.dlrhub.ledger.postgres.quarantine;

import io.dlrhub.ledger.QuarantineEntry;
import io.dlrhub.ledger.QuarantinePage;
import io.dlrhub.ledger.QuarantineQuery;
import io.dlrhub.ledger.postgres.database.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads pages of the quarantine. */
public final class QuarantinePages {

  /** Bytes of entries a page may hold, or one entry. */
  private static final long PAGE_BYTES = 4L << 20;

  /** Entries looked at for one page. */
  private static final int MOST_ENTRIES = 50_000;

  private final Session database;
  private final QuarantineQuery query;
  private final List<QuarantineEntry> found = new ArrayList<>();
  private long bytes;
  private long next;

  public QuarantinePages(Session database, QuarantineQuery query) {
    this.database = database;
    this.query = query;
  }

  public QuarantinePage read() throws SQLException {
    // Ids follow each other, so that a stretch of ids bounds what is looked at.
    long newest = database.number(0, "SELECT max(id) FROM quarantine WHERE id < ?", query.before());
    long from = Math.max(0, newest - MOST_ENTRIES + 1);
    next =
        database.number(0, "SELECT 1 FROM quarantine WHERE id < ? LIMIT 1", from) == 0 ? 0 : from;
    Long since = query.since() == null ? null : query.since().toEpochMilli();
    database.each(
        this::take,
        "SELECT id, first_at, last_at, times, source, account, reason, detail, size, bytes"
            + " FROM quarantine WHERE id BETWEEN ? AND ? AND (?::text IS NULL OR source = ?)"
            + " AND (?::text IS NULL OR reason = ?) AND last_at >= ? ORDER BY id DESC",
        from,
        newest,
        query.source(),
        query.source(),
        query.reason(),
        query.reason(),
        since == null ? Long.MIN_VALUE : since);
    return new QuarantinePage(found, next);
  }

  private boolean take(ResultSet row) throws SQLException {
    QuarantineEntry entry =
        new QuarantineEntry(
            row.getLong(1),
            Instant.ofEpochMilli(row.getLong(2)),
            Instant.ofEpochMilli(row.getLong(3)),
            row.getLong(4),
            row.getString(5),
            row.getString(6),
            row.getString(7),
            row.getString(8),
            row.getLong(9),
            row.getBytes(10));
    if (found.size() == query.limit() || bytes + entry.bytes().length > PAGE_BYTES && bytes > 0) {
      next = found.get(found.size() - 1).id();
      return false;
    }
    bytes += entry.bytes().length;
    found.add(entry);
    return true;
  }
}
