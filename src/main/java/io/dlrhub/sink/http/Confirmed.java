package io.dlrhub.sink.http;

import io.dlrhub.ledger.Batch;
import java.util.List;
import java.util.TreeSet;

/**
 * Which records of a batch were delivered though the batch as a whole was not: another attempt
 * leaves them out.
 */
final class Confirmed {

  private final TreeSet<Long> positions = new TreeSet<>();

  /** Forgets what lies before a batch; the cursor has passed it. */
  synchronized void begin(Batch batch) {
    positions.headSet(batch.position(0)).clear();
  }

  synchronized void add(Batch batch, List<Integer> indexes) {
    indexes.forEach(index -> positions.add(batch.position(index)));
  }

  synchronized boolean has(Batch batch, int index) {
    return positions.contains(batch.position(index));
  }
}
