package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.LongPredicate;

/** The parts in which records are sent, in order, and how often the first was tried. */
final class DeliveryPlan {

  private final int batchSize;
  private final LongPredicate isAhead;
  private final Deque<Batch> parts = new ArrayDeque<>();
  private int attempts;

  /**
   * @param isAhead whether the record at a position is not to be sent; such are parts of their own
   */
  DeliveryPlan(int batchSize, LongPredicate isAhead) {
    this.batchSize = batchSize;
    this.isAhead = isAhead;
  }

  /** Plans anew. */
  void begin(Batch window) {
    clear();
    int from = 0;
    for (int to = 1; to <= window.size(); to++) {
      if (to == window.size()
          || to - from == batchSize
          || isAhead.test(window.position(to)) != isAhead.test(window.position(from))) {
        parts.add(window.slice(from, to));
        from = to;
      }
    }
  }

  void clear() {
    parts.clear();
    attempts = 0;
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  Batch first() {
    return parts.peek();
  }

  /** What follows the first; null when nothing does. */
  Batch second() {
    Iterator<Batch> planned = parts.iterator();
    planned.next();
    return planned.hasNext() ? planned.next() : null;
  }

  /** Another attempt at the first; how many that makes. */
  int tried() {
    return ++attempts;
  }

  /** How often the first was tried. */
  int attempts() {
    return attempts;
  }

  /** The first is dealt with. */
  void next() {
    parts.remove();
    attempts = 0;
  }

  /** Cuts the first: around each record that is named, else in the middle. */
  void split(List<Integer> refused) {
    Batch part = parts.peek();
    next();
    List<Batch> pieces = new ArrayList<>();
    int from = 0;
    for (int cut : cuts(part.size(), refused)) {
      pieces.add(part.slice(from, cut));
      from = cut;
    }
    pieces.add(part.slice(from, part.size()));
    for (int i = pieces.size() - 1; i >= 0; i--) {
      parts.addFirst(pieces.get(i));
    }
  }

  private static TreeSet<Integer> cuts(int size, List<Integer> refused) {
    TreeSet<Integer> cuts = new TreeSet<>();
    for (int index : refused == null ? List.<Integer>of() : refused) {
      cuts.add(index);
      cuts.add(index + 1);
    }
    cuts.removeIf(cut -> cut <= 0 || cut >= size);
    if (cuts.isEmpty()) {
      cuts.add(size / 2);
    }
    return cuts;
  }

  /** Every record that is to be sent, alone. */
  List<Batch> lones() {
    List<Batch> lones = new ArrayList<>();
    for (Batch part : parts) {
      for (int i = 0; i < part.size() && !isAhead.test(part.position(0)); i++) {
        lones.add(part.slice(i, i + 1));
      }
    }
    return lones;
  }
}
