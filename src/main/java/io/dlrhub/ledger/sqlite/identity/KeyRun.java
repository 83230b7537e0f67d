package io.dlrhub.ledger.sqlite.identity;

import io.dlrhub.ledger.sqlite.file.Database;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.function.LongConsumer;

/**
 * The records of a generation by key, sorted, in pages of the file.
 *
 * @param kind which pages
 * @param firstKeys the first key of each
 */
public record KeyRun(long generation, long firstSeq, int kind, long[] firstKeys) {

  /** Tells the positions of the records with that key; others may share it. */
  public void each(Database database, long key, LongConsumer seqs) throws SQLException {
    int entry = RunPages.KEY_ENTRY;
    int page = RunPages.firstPage(firstKeys, key);
    for (; RunPages.mayHold(firstKeys, page, key); page++) {
      ByteBuffer entries = RunPages.page(database, generation, kind, page);
      int at = RunPages.firstEntry(entries, entry, key) * entry;
      for (; at < entries.limit() && entries.getLong(at) == key; at += entry) {
        seqs.accept(firstSeq + entries.getInt(at + Long.BYTES));
      }
    }
  }
}
