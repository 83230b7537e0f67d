package io.dlrhub.management;

import io.dlrhub.ledger.InDoubtCount;
import io.dlrhub.ledger.SinkState;
import io.dlrhub.ledger.TrackedCounts;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** Every metric of the hub, read when it is asked for. */
final class Metrics implements MultiCollector {

  private final LedgerMetrics ledger;
  private final TrafficMetrics traffic;
  private final LedgerView view;
  private final Clock clock;
  private final Set<List<String>> pulledAccounts = ConcurrentHashMap.newKeySet();

  Metrics(LedgerMetrics ledger, TrafficMetrics traffic, LedgerView view, Clock clock) {
    this.ledger = ledger;
    this.traffic = traffic;
    this.view = view;
    this.clock = clock;
  }

  /** Makes the in-doubt counter of an account appear before its first pull in doubt. */
  void expectPulls(String provider, String account) {
    pulledAccounts.add(List.of(provider, account));
  }

  @Override
  public MetricSnapshots collect() {
    List<SinkState> sinks = view.sinks();
    sinks.forEach(sink -> ledger.expectSink(sink.name()));
    List<MetricSnapshot> all = new ArrayList<>(ledger.snapshots());
    all.addAll(traffic.snapshots());
    all.add(inDoubt());
    all.add(gauge("dlr_sink_lag", "Records waiting.", sinks, SinkState::lag));
    Instant now = clock.instant();
    all.add(
        gauge(
            "dlr_sink_lag_seconds",
            "Age of the oldest waiting record.",
            sinks,
            sink -> sink.lagSeconds(now)));
    all.add(gauge("dlr_sink_dead_letters", "Dead letters kept.", sinks, SinkState::deadLetters));
    all.add(tracked());
    Optional<String> instance = view.instance();
    return new MetricSnapshots(
        instance.isEmpty()
            ? all
            : all.stream().map(one -> InstanceLabel.on(one, instance.get())).toList());
  }

  /** The ledger's own count, which survives restarts; an account without one is at 0. */
  private CounterSnapshot inDoubt() {
    Map<List<String>, Long> counts = new TreeMap<>(Comparator.comparing(List::toString));
    pulledAccounts.forEach(account -> counts.put(account, 0L));
    for (InDoubtCount count : view.inDoubt()) {
      counts.put(List.of(count.provider(), count.account()), count.count());
    }
    CounterSnapshot.Builder snapshot =
        CounterSnapshot.builder()
            .name("dlr_pull_in_doubt")
            .help("Pulls that may have lost a page, since the ledger was made.");
    counts.forEach(
        (account, count) ->
            snapshot.dataPoint(
                CounterDataPointSnapshot.builder()
                    .labels(Labels.of("provider", account.get(0), "account", account.get(1)))
                    .value(count)
                    .build()));
    return snapshot.build();
  }

  private GaugeSnapshot tracked() {
    TrackedCounts counts = view.tracked();
    GaugeSnapshot.Builder snapshot =
        GaugeSnapshot.builder().name("dlr_tracked").help("Tracked messages by state.");
    Map.of(
            "waiting", counts.waiting(),
            "complete", counts.complete(),
            "missing", counts.missing())
        .forEach(
            (state, count) ->
                snapshot.dataPoint(
                    GaugeDataPointSnapshot.builder()
                        .labels(Labels.of("state", state))
                        .value(count)
                        .build()));
    return snapshot.build();
  }

  private static GaugeSnapshot gauge(
      String name, String help, List<SinkState> sinks, ToDoubleFunction<SinkState> value) {
    GaugeSnapshot.Builder snapshot = GaugeSnapshot.builder().name(name).help(help);
    for (SinkState sink : sinks) {
      snapshot.dataPoint(
          GaugeDataPointSnapshot.builder()
              .labels(Labels.of("sink", sink.name()))
              .value(value.applyAsDouble(sink))
              .build());
    }
    return snapshot.build();
  }
}
