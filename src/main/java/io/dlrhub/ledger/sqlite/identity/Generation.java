package io.dlrhub.ledger.sqlite.identity;

import java.util.Arrays;

/**
 * The identities of one stretch of the log, held in memory until they are sealed: columns in the
 * order of the log, and a hash over the ids.
 *
 * <p>Grows only at its end and shrinks only from there, so that a rolled back transaction is undone
 * by taking its entries off again in reverse. Written by the writer's thread alone; once closed
 * only references change.
 */
public final class Generation {

  private static final int SMALLEST = 1 << 10;

  private final long number;
  private final long firstSeq;
  private final long openedAt;
  private int size;
  private long[] high = new long[SMALLEST];
  private long[] low = new long[SMALLEST];
  private long[] reference = new long[SMALLEST];
  private long[] message = new long[SMALLEST];
  private int[] offset = new int[SMALLEST];
  // Index + 1 of the entry at a place; 0 is free. At most half full, linear probing.
  private int[] places = new int[2 * SMALLEST];

  public Generation(long number, long firstSeq, long openedAt) {
    this.number = number;
    this.firstSeq = firstSeq;
    this.openedAt = openedAt;
  }

  long number() {
    return number;
  }

  /** The seq its first record has or will have. */
  public long firstSeq() {
    return firstSeq;
  }

  public long openedAt() {
    return openedAt;
  }

  int size() {
    return size;
  }

  long high(int index) {
    return high[index];
  }

  long low(int index) {
    return low[index];
  }

  /** Key of the reference it holds; 0 for none. */
  long reference(int index) {
    return reference[index];
  }

  long message(int index) {
    return message[index];
  }

  /** Distance of its record's seq from {@link #firstSeq}. */
  int offset(int index) {
    return offset[index];
  }

  long seq(int index) {
    return firstSeq + offset[index];
  }

  void setReference(int index, long key) {
    reference[index] = key;
  }

  /** The index of that id, or −1. */
  int find(long idHigh, long idLow) {
    int mask = places.length - 1;
    for (int place = place(idHigh, mask); ; place = (place + 1) & mask) {
      int index = places[place] - 1;
      if (index < 0) {
        return -1;
      }
      if (high[index] == idHigh && low[index] == idLow) {
        return index;
      }
    }
  }

  /** The index of the record with that seq, or −1. */
  int indexOfSeq(long seq) {
    int index = Arrays.binarySearch(offset, 0, size, (int) (seq - firstSeq));
    return index < 0 ? -1 : index;
  }

  /** Adds an id that {@link #find} does not know; seq is higher than any before. */
  void add(long idHigh, long idLow, long referenceKey, long messageKey, long seq) {
    if (size == high.length) {
      grow();
    }
    high[size] = idHigh;
    low[size] = idLow;
    reference[size] = referenceKey;
    message[size] = messageKey;
    offset[size] = Math.toIntExact(seq - firstSeq);
    size++;
    enter(size - 1);
  }

  /** Takes the newest entries off until that many are left. */
  void truncate(int left) {
    int mask = places.length - 1;
    while (size > left) {
      size--;
      int place = place(high[size], mask);
      while (places[place] != size + 1) {
        place = (place + 1) & mask;
      }
      // The newest entry ends its probe chain: nothing older lies behind it.
      places[place] = 0;
    }
  }

  private void grow() {
    int larger = 2 * size;
    high = Arrays.copyOf(high, larger);
    low = Arrays.copyOf(low, larger);
    reference = Arrays.copyOf(reference, larger);
    message = Arrays.copyOf(message, larger);
    offset = Arrays.copyOf(offset, larger);
    places = new int[2 * larger];
    for (int index = 0; index < size; index++) {
      enter(index);
    }
  }

  private void enter(int index) {
    int mask = places.length - 1;
    int place = place(high[index], mask);
    while (places[place] != 0) {
      place = (place + 1) & mask;
    }
    places[place] = index + 1;
  }

  private static int place(long idHigh, int mask) {
    return (int) (idHigh ^ (idHigh >>> 32)) & mask;
  }
}
