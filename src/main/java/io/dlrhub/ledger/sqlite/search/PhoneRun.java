package io.dlrhub.ledger.sqlite.search;

import io.dlrhub.ledger.sqlite.identity.RunPages;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The phones of one generation in the making: a long each, sorted in place, then given out in
 * pages.
 */
final class PhoneRun {

  private static final int OFFSET_BITS = 24;
  private static final long OFFSETS = (1L << OFFSET_BITS) - 1;

  /** Records a generation may span to be indexed; one has half a million reports. */
  static final long LONGEST = OFFSETS;

  // The key's upper bits and the record's offset, with the sign turned so that they sort unsigned.
  private final long[] packed;
  private int size;

  /**
   * @param most reports there can be
   */
  PhoneRun(int most) {
    packed = new long[most];
  }

  /**
   * What a phone is found by: 40 bits of a hash of its key of identity, so that a look-up has to
   * compare the record's phone.
   */
  static long key(String phone) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < phone.length(); i++) {
      hash = (hash ^ phone.charAt(i)) * 0x100000001b3L;
    }
    // The last step of MurmurHash3, which spreads what differs over all bits.
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return (hash ^ (hash >>> 33)) & ~OFFSETS;
  }

  /** Adds a record's phone. */
  void add(String phone, long offset) {
    packed[size++] = (key(phone) | offset) ^ Long.MIN_VALUE;
  }

  /** To be called once, after the last. */
  void sort() {
    Arrays.sort(packed, 0, size);
  }

  int pages() {
    return RunPages.pages(size, RunPages.KEYS_PER_PAGE);
  }

  byte[] page(int page) {
    int from = page * RunPages.KEYS_PER_PAGE;
    int to = Math.min(size, from + RunPages.KEYS_PER_PAGE);
    ByteBuffer entries = ByteBuffer.allocate((to - from) * RunPages.KEY_ENTRY);
    for (int i = from; i < to; i++) {
      long entry = packed[i] ^ Long.MIN_VALUE;
      entries.putLong(entry & ~OFFSETS).putInt((int) (entry & OFFSETS));
    }
    return entries.array();
  }

  /** The first key of each page. */
  byte[] firstKeys() {
    long[] keys = new long[pages()];
    Arrays.setAll(
        keys, page -> (packed[page * RunPages.KEYS_PER_PAGE] ^ Long.MIN_VALUE) & ~OFFSETS);
    return RunPages.toBytes(keys);
  }
}
