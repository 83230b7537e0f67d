package io.dlrhub.management;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/** Says in every figure which of the instances that share a ledger it is of. */
final class InstanceLabel {

  static final String NAME = "instance";

  private InstanceLabel() {}

  /** The same figures with that label. */
  static MetricSnapshot on(MetricSnapshot snapshot, String instance) {
    Labels label = Labels.of(NAME, instance);
    if (snapshot instanceof CounterSnapshot counter) {
      return new CounterSnapshot(
          counter.getMetadata(),
          counter.getDataPoints().stream()
              .map(
                  one ->
                      new CounterDataPointSnapshot(
                          one.getValue(),
                          one.getLabels().merge(label),
                          one.getExemplar(),
                          one.getCreatedTimestampMillis()))
              .toList());
    }
    if (snapshot instanceof GaugeSnapshot gauge) {
      return new GaugeSnapshot(
          gauge.getMetadata(),
          gauge.getDataPoints().stream()
              .map(
                  one ->
                      new GaugeDataPointSnapshot(
                          one.getValue(), one.getLabels().merge(label), one.getExemplar()))
              .toList());
    }
    HistogramSnapshot histogram = (HistogramSnapshot) snapshot;
    return new HistogramSnapshot(
        histogram.getMetadata(),
        histogram.getDataPoints().stream()
            .map(
                one ->
                    new HistogramDataPointSnapshot(
                        one.getClassicBuckets(),
                        one.getSum(),
                        one.getLabels().merge(label),
                        one.getExemplars(),
                        one.getCreatedTimestampMillis()))
            .toList());
  }
}
