package io.dlrhub.sink.http;

import io.dlrhub.ledger.Batch;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which records of a batch were delivered though the batch as a whole was not: another attempt
 * leaves them out, whatever is sent in between.
 */
final class Confirmed {

  private final Set<Long> positions = new HashSet<>();

  /** Null before the first. */
  private Batch complete;

  /** Forgets the batch that was complete unless this is another attempt at it. */
  synchronized void begin(Batch batch) {
    if (complete != null && complete.position(0) != batch.position(0)) {
      for (int i = 0; i < complete.size(); i++) {
        positions.remove(complete.position(i));
      }
      complete = null;
    }
  }

  /** All of it was delivered; the feed remembers that, unless a later step of the route fails. */
  synchronized void complete(Batch batch) {
    complete = batch;
  }

  synchronized void add(Batch batch, List<Integer> indexes) {
    indexes.forEach(index -> positions.add(batch.position(index)));
  }

  synchronized boolean has(Batch batch, int index) {
    return positions.contains(batch.position(index));
  }
}
