package io.dlrhub.ledger.postgres.quarantine;

import io.dlrhub.ledger.append.PreparedReject;
import io.dlrhub.ledger.postgres.database.Session;
import io.dlrhub.ledger.postgres.database.TallyTable;
import java.sql.SQLException;
import java.util.List;

/** What could not be understood, with its bytes, up to a size; written with the head held. */
public final class RejectTable {

  /** What its bytes come to, by name. */
  public static final String BYTES = "quarantine-bytes";

  /** What an entry costs beside its bytes, roughly. */
  private static final long OVERHEAD = 512;

  private static final int TRIM_AT_ONCE = 64;

  private final Session session;
  private final long maxBytes;
  private long added;

  private record Entry(long id, long bytes) {}

  /** For one transaction. */
  public RejectTable(Session session, long maxBytes) {
    this.session = session;
    this.maxBytes = maxBytes;
  }

  /** Keeps it; false when the same is there already, which is only counted. */
  public boolean add(PreparedReject reject, long now) throws SQLException {
    int known =
        session.update(
            "UPDATE quarantine SET times = times + 1, last_at = ?"
                + " WHERE sha256 = ? AND source = ? AND reason = ?",
            now,
            reject.sha256(),
            reject.rejected().source(),
            reject.rejected().reason());
    if (known > 0) {
      return false;
    }
    session.update(
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
    added += reject.kept().length + OVERHEAD;
    return true;
  }

  /** The last thing: the oldest entries go until the size is kept; how many went. */
  public long trim() throws SQLException {
    if (added == 0) {
      return 0;
    }
    long bytes = TallyTable.get(session, BYTES, 0) + added;
    long trimmed = 0;
    List<Entry> oldest = List.of();
    do {
      oldest =
          bytes <= maxBytes
              ? List.of()
              : session.list(
                  row -> new Entry(row.getLong(1), row.getLong(2)),
                  "SELECT id, length(bytes) FROM quarantine ORDER BY id LIMIT " + TRIM_AT_ONCE);
      for (Entry entry : oldest) {
        if (bytes <= maxBytes) {
          break;
        }
        session.update("DELETE FROM quarantine WHERE id = ?", entry.id);
        bytes -= entry.bytes + OVERHEAD;
        trimmed++;
      }
    } while (!oldest.isEmpty());
    TallyTable.set(session, BYTES, bytes);
    return trimmed;
  }
}
