package io.dlrhub.ledger.reconciliation;

import java.util.Arrays;

/**
 * Phones with a report other than delivered, until it is known whether that is their last word. A
 * bounded hash of 64-bit keys; for one thread.
 */
public final class UnsettledPhones {

  private static final byte FREE = 0;
  private static final byte UNKNOWN = 1;
  private static final byte FAILED = 2;
  private static final byte OVERTAKEN = 3;

  private final int most;
  private int size;
  private long[] keys = new long[1 << 10];
  private long[] seqs = new long[1 << 10];
  private int[] bookings = new int[1 << 10];
  private byte[] states = new byte[1 << 10];

  /**
   * @param most phones it takes, a power of two; each costs 42 bytes then, 63 while it grows
   */
  public UnsettledPhones(int most) {
    this.most = most;
  }

  /** Is told of each phone whose last word was not delivered. */
  public interface Visitor {
    void visit(long seq, int booking, boolean failed);
  }

  /**
   * Notes a report, in the order of the ledger; a later one replaces that before.
   *
   * @param booking where it is to be counted
   * @return false when there is no room
   */
  public boolean add(long key, long seq, int booking, boolean failed) {
    int place = placeOf(key);
    if (states[place] == FREE) {
      if (size == most) {
        return false;
      }
      if (2 * size >= keys.length) {
        grow();
        place = placeOf(key);
      }
      size++;
    }
    if (failed || states[place] != FAILED) {
      keys[place] = key;
      seqs[place] = seq;
      bookings[place] = booking;
      states[place] = failed ? FAILED : UNKNOWN;
    }
    return true;
  }

  /** Notes a delivered report; whether that is the phone's last word. */
  public boolean delivered(long key, long seq) {
    int place = placeOf(key);
    if (states[place] == FAILED && seqs[place] > seq) {
      return false;
    }
    if (states[place] != FREE) {
      states[place] = OVERTAKEN;
    }
    return true;
  }

  public void each(Visitor visitor) {
    for (int place = 0; place < keys.length; place++) {
      if (states[place] == UNKNOWN || states[place] == FAILED) {
        visitor.visit(seqs[place], bookings[place], states[place] == FAILED);
      }
    }
  }

  /** Where that key is, or where it may be put. */
  private int placeOf(long key) {
    int mask = keys.length - 1;
    int place = (int) (key >>> 32) & mask;
    while (states[place] != FREE && keys[place] != key) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldSeqs = seqs;
    int[] oldBookings = bookings;
    byte[] oldStates = states;
    int larger = 2 * oldKeys.length;
    keys = new long[larger];
    seqs = Arrays.copyOf(oldSeqs, larger);
    bookings = Arrays.copyOf(oldBookings, larger);
    states = new byte[larger];
    for (int old = 0; old < oldKeys.length; old++) {
      if (oldStates[old] != FREE) {
        int place = placeOf(oldKeys[old]);
        keys[place] = oldKeys[old];
        seqs[place] = oldSeqs[old];
        bookings[place] = oldBookings[old];
        states[place] = oldStates[old];
      }
    }
  }
}
