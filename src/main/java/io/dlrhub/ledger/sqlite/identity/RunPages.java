package io.dlrhub.ledger.sqlite.identity;

import io.dlrhub.ledger.sqlite.file.Database;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.sql.SQLException;

/** How sealed runs lie in the table {@code run_page}. */
public final class RunPages {

  /** Ids in order: id 16, reference key 8, offset of the seq 4. */
  static final int IDS = 0;

  /** Message keys in order: key 8, offset of the seq 4. */
  public static final int MESSAGES = 1;

  /** The filter of the ids, in pieces. */
  static final int FILTER = 2;

  /** Phone keys in order, as message keys; built behind the log. */
  public static final int PHONES = 3;

  static final int ID_ENTRY = 28;
  public static final int KEY_ENTRY = 12;
  static final int PAGE_BYTES = 32 * 1024;
  static final int IDS_PER_PAGE = PAGE_BYTES / ID_ENTRY;
  public static final int KEYS_PER_PAGE = PAGE_BYTES / KEY_ENTRY;

  private static final int KINDS = 4;
  private static final int PAGES = 1 << 16;

  private RunPages() {}

  /** The row of a page; a generation's pages of one kind follow each other. */
  public static long number(long generation, int kind, int page) {
    return (generation * KINDS + kind) * PAGES + page;
  }

  /** How many pages that many entries fill. */
  public static int pages(int entries, int perPage) {
    return (entries + perPage - 1) / perPage;
  }

  public static byte[] toBytes(long[] keys) {
    ByteBuffer bytes = ByteBuffer.allocate(keys.length * Long.BYTES);
    bytes.asLongBuffer().put(keys);
    return bytes.array();
  }

  public static long[] keys(byte[] bytes) {
    LongBuffer buffer = ByteBuffer.wrap(bytes).asLongBuffer();
    long[] keys = new long[buffer.remaining()];
    buffer.get(keys);
    return keys;
  }

  /**
   * The first page that can hold a key, given the first key of each: the one before the first that
   * starts at the key or after it.
   */
  static int firstPage(long[] firstKeys, long key) {
    int from = 0;
    int to = firstKeys.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (Long.compareUnsigned(firstKeys[middle], key) < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return Math.max(0, from - 1);
  }

  /** Whether a page at or after {@link #firstPage} can hold the key. */
  static boolean mayHold(long[] firstKeys, int page, long key) {
    return page < firstKeys.length
        && (page == 0 || Long.compareUnsigned(firstKeys[page], key) <= 0);
  }

  /** Reads a page. */
  static ByteBuffer page(Database database, long generation, int kind, int page)
      throws SQLException {
    byte[] entries =
        database.first(
            row -> row.getBytes(1),
            "SELECT entries FROM run_page WHERE number = ?",
            number(generation, kind, page));
    // Only retention removes pages, and then nothing of that generation is there any more.
    return ByteBuffer.wrap(entries == null ? new byte[0] : entries);
  }

  /** The index of the first entry of a page whose key is not below that one. */
  static int firstEntry(ByteBuffer page, int entryBytes, long key) {
    int from = 0;
    int to = page.limit() / entryBytes;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (Long.compareUnsigned(page.getLong(middle * entryBytes), key) < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }
}
