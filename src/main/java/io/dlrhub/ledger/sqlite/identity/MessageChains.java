package io.dlrhub.ledger.sqlite.identity;

import java.util.Arrays;
import java.util.List;

/**
 * Finds the entries of a generation in memory by message key. Made when it is first asked, for only
 * the tracking of messages asks, and extended as the generation grows.
 */
final class MessageChains {

  private final Generation generation;
  // Index + 1 of the newest entry at a place, and of the one before it; 0 ends a chain.
  private int[] newest = new int[1 << 10];
  private int[] before = new int[1 << 10];
  private int covered;

  MessageChains(Generation generation) {
    this.generation = generation;
  }

  /**
   * Adds the positions of the records with that key.
   *
   * @param committed entries that no roll-back takes off again; later ones are looked at one by one
   */
  void collect(long key, int committed, List<Long> seqs) {
    extend(committed);
    for (int at = newest[place(key)]; at > 0; at = before[at - 1]) {
      if (generation.message(at - 1) == key) {
        seqs.add(generation.seq(at - 1));
      }
    }
    for (int index = covered; index < generation.size(); index++) {
      if (generation.message(index) == key) {
        seqs.add(generation.seq(index));
      }
    }
  }

  private void extend(int committed) {
    if (committed > newest.length) {
      newest = new int[Integer.highestOneBit(committed) * 2];
      before = Arrays.copyOf(before, newest.length);
      covered = 0;
    }
    for (; covered < committed; covered++) {
      int place = place(generation.message(covered));
      before[covered] = newest[place];
      newest[place] = covered + 1;
    }
  }

  private int place(long key) {
    return (int) (key ^ (key >>> 32)) & (newest.length - 1);
  }
}
