package io.dlrhub.ledger.sqlite.figures;

import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.identity.BlockedBloomFilter;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Says of a delivered report that its phone surely has no other one, which is so of nearly all:
 * then nothing needs to be looked up. Two bytes a phone that failed or is unknown, at most 32 MB;
 * beyond, more is looked up than had to be.
 */
final class UnsettledKeys {

  private static final int SMALLEST = 1 << 14;
  private static final int LARGEST = 1 << 23;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final List<BlockedBloomFilter> filters = new ArrayList<>();
  private int room;
  private int capacity;

  /** Reads them anew. */
  void load(Database database) throws SQLException {
    long stored = database.number(0, "SELECT sum(length(keys)) FROM unsettled") / Long.BYTES;
    filters.clear();
    capacity = SMALLEST;
    while (capacity < stored && capacity < LARGEST) {
      capacity *= 2;
    }
    enlarge();
    database.each(
        row -> {
          ByteBuffer keys = ByteBuffer.wrap(row.getBytes(1));
          while (keys.hasRemaining()) {
            add(keys.getLong());
          }
          return true;
        },
        "SELECT keys FROM unsettled");
  }

  private void enlarge() {
    filters.add(BlockedBloomFilter.forKeys(capacity));
    room = capacity;
  }

  /** Never undone: one too many costs a look-up. */
  void add(long key) {
    if (room == 0 && capacity < LARGEST) {
      capacity *= 2;
      enlarge();
    }
    room = Math.max(0, room - 1);
    filters.get(filters.size() - 1).add(key, key * SPREAD);
  }

  boolean mayContain(long key) {
    for (BlockedBloomFilter filter : filters) {
      if (filter.mayContain(key, key * SPREAD)) {
        return true;
      }
    }
    return false;
  }
}
