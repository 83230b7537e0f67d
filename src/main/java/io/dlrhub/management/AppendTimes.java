package io.dlrhub.management;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.util.concurrent.atomic.LongAdder;

/** How long appends took, from hand-in to answer. */
final class AppendTimes {

  private static final double[] BOUNDS = {
    0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, Double.POSITIVE_INFINITY
  };
  private static final double NANOS = 1e9;

  private final LongAdder[] counts = new LongAdder[BOUNDS.length];
  private final LongAdder sum = new LongAdder();

  AppendTimes() {
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  void add(long nanos) {
    int bucket = 0;
    while (nanos > BOUNDS[bucket] * NANOS) {
      bucket++;
    }
    counts[bucket].increment();
    sum.add(nanos);
  }

  HistogramSnapshot snapshot() {
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    for (int i = 0; i < counts.length; i++) {
      buckets.bucket(BOUNDS[i], counts[i].sum());
    }
    return HistogramSnapshot.builder()
        .name("dlr_ledger_append_seconds")
        .help("From an append's hand-in to its answer.")
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets.build())
                .sum(sum.sum() / NANOS)
                .build())
        .build();
  }
}
