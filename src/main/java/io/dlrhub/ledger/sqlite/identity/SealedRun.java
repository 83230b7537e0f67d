package io.dlrhub.ledger.sqlite.identity;

import io.dlrhub.ledger.identity.StoredIdentity;
import io.dlrhub.ledger.sqlite.file.Database;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The identities of a closed generation, sorted, in pages of the file; in memory only a filter and
 * the first key of each page.
 */
public final class SealedRun {

  private final long number;
  private final long firstSeq;
  private final long[] idKeys;
  private final KeyRun messages;
  private final BlockedBloomFilter filter;

  public SealedRun(
      long number, long firstSeq, long[] idKeys, long[] messageKeys, BlockedBloomFilter filter) {
    this.number = number;
    this.firstSeq = firstSeq;
    this.idKeys = idKeys;
    this.messages = new KeyRun(number, firstSeq, RunPages.MESSAGES, messageKeys);
    this.filter = filter;
  }

  /** Reads what is kept in memory. */
  static SealedRun load(Database database, long number, long firstSeq, byte[] ids, byte[] messages)
      throws SQLException {
    List<byte[]> pieces =
        database.list(
            row -> row.getBytes(1),
            "SELECT entries FROM run_page WHERE number >= ? AND number < ? ORDER BY number",
            RunPages.number(number, RunPages.FILTER, 0),
            RunPages.number(number, RunPages.FILTER + 1, 0));
    ByteBuffer filter = ByteBuffer.allocate(pieces.stream().mapToInt(piece -> piece.length).sum());
    pieces.forEach(filter::put);
    return new SealedRun(
        number,
        firstSeq,
        RunPages.keys(ids),
        RunPages.keys(messages),
        BlockedBloomFilter.of(filter.array()));
  }

  public long number() {
    return number;
  }

  /** Who holds that id; null when nobody here does. The whole id is compared. */
  StoredIdentity find(Database database, long high, long low) throws SQLException {
    if (!filter.mayContain(high, low)) {
      return null;
    }
    for (int page = RunPages.firstPage(idKeys, high);
        RunPages.mayHold(idKeys, page, high);
        page++) {
      ByteBuffer entries = RunPages.page(database, number, RunPages.IDS, page);
      int at = RunPages.firstEntry(entries, RunPages.ID_ENTRY, high) * RunPages.ID_ENTRY;
      for (; at < entries.limit() && entries.getLong(at) == high; at += RunPages.ID_ENTRY) {
        if (entries.getLong(at + 8) == low) {
          return new StoredIdentity(firstSeq + entries.getInt(at + 24), entries.getLong(at + 16));
        }
      }
    }
    return null;
  }

  /** The positions of the records with that message key, ascending; other messages may share it. */
  List<Long> seqsOfMessage(Database database, long key) throws SQLException {
    List<Long> seqs = new ArrayList<>();
    messages.each(database, key, seqs::add);
    seqs.sort(null);
    return seqs;
  }
}
