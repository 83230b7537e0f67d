package io.dlrhub.ledger.sqlite.identity;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A closed generation sorted for sealing; gives out the pages one by one. */
final class SortedRun {

  /** Compares two entries of the generation. */
  private interface Order {
    boolean after(int left, int right);
  }

  private final Generation generation;
  private final int[] byId;
  private final int[] byMessage;
  private final byte[] filter;
  private final SealedRun sealed;
  private final long[] idKeys;
  private final long[] messageKeys;

  /** Sorts; takes about a tenth of a second for a full generation. */
  SortedRun(Generation generation) {
    this.generation = generation;
    int size = generation.size();
    byId = sorted(size, generation::high, this::idAfter);
    byMessage = sorted(size, generation::message, this::messageAfter);
    BlockedBloomFilter bits = BlockedBloomFilter.forKeys(size);
    for (int i = 0; i < size; i++) {
      bits.add(generation.high(i), generation.low(i));
    }
    filter = bits.toBytes();
    idKeys = new long[RunPages.pages(size, RunPages.IDS_PER_PAGE)];
    Arrays.setAll(idKeys, page -> generation.high(byId[page * RunPages.IDS_PER_PAGE]));
    messageKeys = new long[RunPages.pages(size, RunPages.KEYS_PER_PAGE)];
    Arrays.setAll(
        messageKeys, page -> generation.message(byMessage[page * RunPages.KEYS_PER_PAGE]));
    sealed = new SealedRun(generation.number(), generation.firstSeq(), idKeys, messageKeys, bits);
  }

  Generation generation() {
    return generation;
  }

  /** What takes the generation's place once every page is committed. */
  SealedRun sealed() {
    return sealed;
  }

  byte[] idKeys() {
    return RunPages.toBytes(idKeys);
  }

  byte[] messageKeys() {
    return RunPages.toBytes(messageKeys);
  }

  /** Pages of all kinds. */
  int pages() {
    return idKeys.length + messageKeys.length + filterPages();
  }

  /** The row number of one of them. */
  long pageNumber(int index) {
    int page = index;
    if (page < idKeys.length) {
      return RunPages.number(generation.number(), RunPages.IDS, page);
    }
    page -= idKeys.length;
    if (page < messageKeys.length) {
      return RunPages.number(generation.number(), RunPages.MESSAGES, page);
    }
    return RunPages.number(generation.number(), RunPages.FILTER, page - messageKeys.length);
  }

  /** The content of one of them. */
  byte[] page(int index) {
    int page = index;
    if (page < idKeys.length) {
      return idPage(page);
    }
    page -= idKeys.length;
    if (page < messageKeys.length) {
      return messagePage(page);
    }
    page -= messageKeys.length;
    int from = page * RunPages.PAGE_BYTES;
    return Arrays.copyOfRange(filter, from, Math.min(filter.length, from + RunPages.PAGE_BYTES));
  }

  private int filterPages() {
    return RunPages.pages(filter.length, RunPages.PAGE_BYTES);
  }

  private byte[] idPage(int page) {
    int from = page * RunPages.IDS_PER_PAGE;
    int to = Math.min(byId.length, from + RunPages.IDS_PER_PAGE);
    ByteBuffer entries = ByteBuffer.allocate((to - from) * RunPages.ID_ENTRY);
    for (int i = from; i < to; i++) {
      int index = byId[i];
      entries.putLong(generation.high(index)).putLong(generation.low(index));
      entries.putLong(generation.reference(index)).putInt(generation.offset(index));
    }
    return entries.array();
  }

  private byte[] messagePage(int page) {
    int from = page * RunPages.KEYS_PER_PAGE;
    int to = Math.min(byMessage.length, from + RunPages.KEYS_PER_PAGE);
    ByteBuffer entries = ByteBuffer.allocate((to - from) * RunPages.KEY_ENTRY);
    for (int i = from; i < to; i++) {
      int index = byMessage[i];
      entries.putLong(generation.message(index)).putInt(generation.offset(index));
    }
    return entries.array();
  }

  private boolean idAfter(int left, int right) {
    int byHigh = Long.compareUnsigned(generation.high(left), generation.high(right));
    return byHigh > 0
        || (byHigh == 0 && Long.compareUnsigned(generation.low(left), generation.low(right)) > 0);
  }

  private boolean messageAfter(int left, int right) {
    return Long.compareUnsigned(generation.message(left), generation.message(right)) > 0;
  }

  /** Sorts without objects: the upper bits of the key and the index share a long. */
  private static int[] sorted(int size, java.util.function.IntToLongFunction key, Order order) {
    long indexBits = Long.highestOneBit(Math.max(1, size)) * 2 - 1;
    long[] packed = new long[size];
    for (int i = 0; i < size; i++) {
      packed[i] = ((key.applyAsLong(i) & ~indexBits) | i) ^ Long.MIN_VALUE;
    }
    Arrays.sort(packed);
    int[] indexes = new int[size];
    for (int i = 0; i < size; i++) {
      indexes[i] = (int) (packed[i] & indexBits);
      // Keys that differ only in the bits given to the index are rare; put them right.
      for (int j = i; j > 0 && order.after(indexes[j - 1], indexes[j]); j--) {
        int swapped = indexes[j];
        indexes[j] = indexes[j - 1];
        indexes[j - 1] = swapped;
      }
    }
    return indexes;
  }
}
