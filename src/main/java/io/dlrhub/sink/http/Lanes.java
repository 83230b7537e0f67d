package io.dlrhub.sink.http;

import io.dlrhub.ledger.Batch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A batch laid out for requests side by side; records about one message share a lane, whose
 * requests follow one another.
 *
 * <p>Lanes and requests are the same for every attempt at a batch, whatever of it was confirmed
 * meanwhile: a request that is repeated as it was keeps its {@code webhook-id}.
 */
final class Lanes {

  private Lanes() {}

  /**
   * Divides the records that are not delivered yet.
   *
   * @param count most lanes
   * @param batchSize most records of a request
   * @return for each lane that is used its requests, each the indexes of its records, ascending
   */
  static List<List<List<Integer>>> of(Batch batch, int count, int batchSize, Confirmed confirmed) {
    List<List<List<Integer>>> lanes = new ArrayList<>();
    for (List<Integer> all : all(batch, count)) {
      List<List<Integer>> requests = new ArrayList<>();
      for (int from = 0; from < all.size(); ) {
        int to = from + Math.min(batchSize, all.size() - from);
        requests.add(
            all.subList(from, to).stream().filter(index -> !confirmed.has(batch, index)).toList());
        from = to;
      }
      requests.removeIf(List::isEmpty);
      if (!requests.isEmpty()) {
        lanes.add(requests);
      }
    }
    return lanes;
  }

  /** A message that was not seen before goes where the fewest records are. */
  private static List<List<Integer>> all(Batch batch, int count) {
    List<List<Integer>> lanes = new ArrayList<>();
    for (int lane = 0; lane < count; lane++) {
      lanes.add(new ArrayList<>());
    }
    Map<Object, List<Integer>> laneOf = new HashMap<>();
    for (int index = 0; index < batch.size(); index++) {
      laneOf
          .computeIfAbsent(
              MessageKey.of(batch.head(index)),
              message -> lanes.stream().min(Comparator.comparingInt(List::size)).orElseThrow())
          .add(index);
    }
    return lanes;
  }
}
