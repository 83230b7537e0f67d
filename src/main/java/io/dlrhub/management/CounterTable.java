package io.dlrhub.management;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** One counter with labels. Counting needs nothing of the metrics library. */
final class CounterTable {

  private final String name;
  private final String help;
  private final String[] labels;
  private final Map<List<String>, LongAdder> cells = new ConcurrentHashMap<>();

  /**
   * @param name without {@code _total}
   */
  CounterTable(String name, String help, String... labels) {
    this.name = name;
    this.help = help;
    this.labels = labels;
  }

  /** The cell of these label values, at 0 when it is new. */
  LongAdder cell(String... values) {
    List<String> key = List.of(values);
    LongAdder cell = cells.get(key);
    return cell == null ? cells.computeIfAbsent(key, unseen -> new LongAdder()) : cell;
  }

  /** The counts, added up over all labels but the first ones, in their order. */
  Map<List<String>, Long> sums(int labelsKept) {
    Map<List<String>, Long> sums = new TreeMap<>(Comparator.comparing(List::toString));
    cells.forEach(
        (values, count) -> sums.merge(values.subList(0, labelsKept), count.sum(), Long::sum));
    return sums;
  }

  CounterSnapshot snapshot() {
    CounterSnapshot.Builder snapshot = CounterSnapshot.builder().name(name).help(help);
    cells.forEach(
        (values, count) ->
            snapshot.dataPoint(
                CounterDataPointSnapshot.builder()
                    .labels(Labels.of(labels, values.toArray(new String[0])))
                    .value(count.sum())
                    .build()));
    return snapshot.build();
  }
}
