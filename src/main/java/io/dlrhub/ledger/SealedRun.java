package io.dlrhub.ledger;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The identities of a closed generation, sorted, in pages of the file; in memory only a filter and
 * the first key of each page.
 */
final class SealedRun {

  private final long number;
  private final long firstSeq;
  private final long[] idKeys;
  private final long[] messageKeys;
  private final BlockedBloomFilter filter;

  SealedRun(
      long number, long firstSeq, long[] idKeys, long[] messageKeys, BlockedBloomFilter filter) {
    this.number = number;
    this.firstSeq = firstSeq;
    this.idKeys = idKeys;
    this.messageKeys = messageKeys;
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

  long number() {
    return number;
  }

  /** Who holds that id; null when nobody here does. The whole id is compared. */
  Holder find(Database database, long high, long low) throws SQLException {
    if (!filter.mayContain(high, low)) {
      return null;
    }
    for (int page = RunPages.firstPage(idKeys, high); mayHold(idKeys, page, high); page++) {
      ByteBuffer entries = page(database, RunPages.IDS, page);
      int at = RunPages.firstEntry(entries, RunPages.ID_ENTRY, high) * RunPages.ID_ENTRY;
      for (; at < entries.limit() && entries.getLong(at) == high; at += RunPages.ID_ENTRY) {
        if (entries.getLong(at + 8) == low) {
          return new Holder(firstSeq + entries.getInt(at + 24), entries.getLong(at + 16));
        }
      }
    }
    return null;
  }

  /** The positions of the records with that message key, ascending; other messages may share it. */
  List<Long> seqsOfMessage(Database database, long key) throws SQLException {
    List<Long> seqs = new ArrayList<>();
    int entry = RunPages.MESSAGE_ENTRY;
    for (int page = RunPages.firstPage(messageKeys, key); mayHold(messageKeys, page, key); page++) {
      ByteBuffer entries = page(database, RunPages.MESSAGES, page);
      int at = RunPages.firstEntry(entries, entry, key) * entry;
      for (; at < entries.limit() && entries.getLong(at) == key; at += entry) {
        seqs.add(firstSeq + entries.getInt(at + 8));
      }
    }
    seqs.sort(null);
    return seqs;
  }

  private static boolean mayHold(long[] firstKeys, int page, long key) {
    return page < firstKeys.length
        && (page == 0 || Long.compareUnsigned(firstKeys[page], key) <= 0);
  }

  private ByteBuffer page(Database database, int kind, int page) throws SQLException {
    byte[] entries =
        database.first(
            row -> row.getBytes(1),
            "SELECT entries FROM run_page WHERE number = ?",
            RunPages.number(number, kind, page));
    // Only retention removes pages, and it lets go of the run before.
    return ByteBuffer.wrap(entries == null ? new byte[0] : entries);
  }
}
