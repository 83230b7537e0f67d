package io.dlrhub.sink.http;

import io.dlrhub.ledger.Batch;
import java.util.ArrayList;
import java.util.List;

/** A batch laid out for requests side by side; records about one message share a lane. */
final class Lanes {

  private Lanes() {}

  /**
   * Divides the records that are not delivered yet.
   *
   * @param count most lanes
   * @return for each lane that is used, the indexes of its records, ascending
   */
  static List<List<Integer>> of(Batch batch, int count, Confirmed confirmed) {
    List<List<Integer>> lanes = new ArrayList<>();
    for (int lane = 0; lane < count; lane++) {
      lanes.add(new ArrayList<>());
    }
    for (int index = 0; index < batch.size(); index++) {
      if (confirmed.has(batch, index)) {
        continue;
      }
      int lane = Math.floorMod(mix(MessageKey.of(batch.head(index)).hashCode()), count);
      lanes.get(lane).add(index);
    }
    lanes.removeIf(List::isEmpty);
    return lanes;
  }

  /** Message numbers that count up differ in their last bits only. */
  private static int mix(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 16);
  }
}
