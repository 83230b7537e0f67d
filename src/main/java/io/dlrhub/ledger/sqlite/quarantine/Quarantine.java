package io.dlrhub.ledger.sqlite.quarantine;

import io.dlrhub.ledger.append.PreparedReject;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.file.Tally;
import java.sql.SQLException;
import java.util.List;

/** What could not be understood, with its bytes, up to a size. */
public final class Quarantine {

  /** What an entry costs beside its bytes, roughly. */
  private static final long OVERHEAD = 512;

  private static final int TRIM_AT_ONCE = 64;

  private final long maxBytes;
  private long bytes;
  private long bytesCommitted;
  private long trimmed;

  private record Entry(long id, long bytes) {}

  public Quarantine(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  public void load(Database database) throws SQLException {
    bytesCommitted = Tally.get(database, "quarantine-bytes", 0);
    rollback();
  }

  /** Keeps it; false when the same is there already, which is only counted. */
  public boolean add(Database database, PreparedReject reject, long now) throws SQLException {
    int known =
        database.update(
            "UPDATE quarantine SET times = times + 1, last_at = ?"
                + " WHERE sha256 = ? AND source = ? AND reason = ?",
            now,
            reject.sha256(),
            reject.rejected().source(),
            reject.rejected().reason());
    if (known > 0) {
      return false;
    }
    database.update(
        "INSERT INTO quarantine (first_at, last_at, times, source, account, reason, detail, size,"
            + " sha256, bytes) VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?)",
        now,
        now,
        reject.rejected().source(),
        reject.rejected().account(),
        reject.rejected().reason(),
        reject.rejected().detail(),
        reject.rejected().bytes().length,
        reject.sha256(),
        reject.kept());
    bytes += reject.kept().length + OVERHEAD;
    return true;
  }

  /** The last thing in a transaction: the oldest entries go until the size is kept. */
  public void flush(Database database) throws SQLException {
    while (bytes > maxBytes && removeOldest(database) > 0) {
      // Goes on with the next oldest.
    }
    if (bytes != bytesCommitted) {
      Tally.set(database, "quarantine-bytes", bytes);
    }
  }

  private int removeOldest(Database database) throws SQLException {
    List<Entry> oldest =
        database.list(
            row -> new Entry(row.getLong(1), row.getLong(2)),
            "SELECT id, length(bytes) FROM quarantine ORDER BY id LIMIT " + TRIM_AT_ONCE);
    int removed = 0;
    for (Entry entry : oldest) {
      if (bytes <= maxBytes) {
        break;
      }
      database.update("DELETE FROM quarantine WHERE id = ?", entry.id);
      bytes -= entry.bytes + OVERHEAD;
      removed++;
    }
    trimmed += removed;
    return removed;
  }

  /** After the commit; how many entries went for their age. */
  public long commit() {
    bytesCommitted = bytes;
    long went = trimmed;
    trimmed = 0;
    return went;
  }

  public void rollback() {
    bytes = bytesCommitted;
    trimmed = 0;
  }
}
