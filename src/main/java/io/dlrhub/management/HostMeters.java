package io.dlrhub.management;

import io.dlrhub.intake.IntakeObserver;
import io.dlrhub.intake.Refusal;
import io.dlrhub.ledger.InDoubtCount;
import io.dlrhub.ledger.LedgerObserver;
import io.dlrhub.ledger.SinkState;
import io.dlrhub.ledger.TrackedCounts;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.PullObserver;
import io.dlrhub.report.PullOutcome;
import io.dlrhub.report.Record;
import io.dlrhub.report.Rejected;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The hub's figures as meters of a host: the same names as of the process, written as Micrometer
 * does.
 */
final class HostMeters implements LedgerObserver, IntakeObserver, PullObserver {

  private final MeterRegistry registry;
  private final LedgerView view;
  private final Clock clock;
  private final IntakeHealthCheck intake;
  private final ProvidersHealthCheck providers;
  private final Set<String> sinks = ConcurrentHashMap.newKeySet();
  private final Set<String> accounts = ConcurrentHashMap.newKeySet();

  HostMeters(
      MeterRegistry registry,
      LedgerView view,
      Clock clock,
      IntakeHealthCheck intake,
      ProvidersHealthCheck providers) {
    this.registry = registry;
    this.view = view;
    this.clock = clock;
    this.intake = intake;
    this.providers = providers;
  }

  /** What the ledger knows from before; called when it is open. */
  void start() {
    view.sinks().forEach(sink -> watchSink(sink.name()));
    view.inDoubt().forEach(count -> watchAccount(count.provider(), count.account()));
    tracked("waiting", TrackedCounts::waiting);
    tracked("complete", TrackedCounts::complete);
    tracked("missing", TrackedCounts::missing);
  }

  @Override
  public void stored(Record record) {
    if (record instanceof DeliveryReport report) {
      registry
          .counter(
              "dlr.reports",
              Tags.of(
                  "provider",
                  report.provider(),
                  "account",
                  report.account(),
                  "channel",
                  report.channel().wireName(),
                  "origin",
                  report.origin().wireName(),
                  "status",
                  report.status().wireName()))
          .increment();
    }
  }

  @Override
  public void duplicate(Record record) {
    if (record instanceof DeliveryReport report) {
      overtaken(report);
    }
  }

  @Override
  public void overtaken(DeliveryReport report) {
    registry
        .counter(
            "dlr.duplicates",
            "provider",
            report.provider(),
            "account",
            report.account(),
            "origin",
            report.origin().wireName())
        .increment();
  }

  @Override
  public void quarantined(Rejected rejected) {
    registry
        .counter("dlr.quarantined", "source", rejected.source(), "reason", rejected.reason())
        .increment();
  }

  @Override
  public void commitFailed(Throwable cause) {
    registry.counter("dlr.ledger.commit.failures").increment();
  }

  @Override
  public void delivered(String sink, long records) {
    watchSink(sink);
    registry.counter("dlr.sink.delivered", "sink", sink).increment(records);
  }

  @Override
  public void appendTook(long nanos) {
    registry.timer("dlr.ledger.append").record(Duration.ofNanos(nanos));
  }

  @Override
  public void refused(String provider, Refusal refusal, String sender, long bytes) {
    registry
        .counter("dlr.push.refused", "provider", provider, "reason", refusal.reason())
        .increment();
    intake.refused(provider, refusal, sender, bytes);
  }

  @Override
  public void pulled(String provider, String account, String action, PullOutcome outcome) {
    watchAccount(provider, account);
    registry
        .counter("dlr.pulls", "provider", provider, "action", action, "outcome", outcome.wireName())
        .increment();
  }

  @Override
  public void problem(String provider, String account, String action, String problem) {
    providers.ended(provider, account, action, problem);
  }

  private void watchSink(String sink) {
    if (sinks.add(sink)) {
      Tags tags = Tags.of("sink", sink);
      gauge("dlr.sink.lag", tags, () -> ofSink(sink, SinkState::lag));
      gauge("dlr.sink.dead.letters", tags, () -> ofSink(sink, SinkState::deadLetters));
      gauge(
          "dlr.sink.lag.seconds",
          tags,
          () -> ofSink(sink, state -> state.lagSeconds(clock.instant())));
    }
  }

  private double ofSink(String sink, ToDoubleFunction<SinkState> value) {
    return view.sinks().stream()
        .filter(state -> state.name().equals(sink))
        .mapToDouble(value)
        .findFirst()
        .orElse(0);
  }

  private void watchAccount(String provider, String account) {
    if (accounts.add(provider + '/' + account)) {
      FunctionCounter.builder("dlr.pull.in.doubt", view, all -> inDoubt(all, provider, account))
          .tags("provider", provider, "account", account)
          .register(registry);
    }
  }

  private static double inDoubt(LedgerView view, String provider, String account) {
    return view.inDoubt().stream()
        .filter(one -> one.provider().equals(provider) && one.account().equals(account))
        .mapToDouble(InDoubtCount::count)
        .sum();
  }

  private void tracked(String state, ToDoubleFunction<TrackedCounts> value) {
    gauge("dlr.tracked", Tags.of("state", state), () -> value.applyAsDouble(view.tracked()));
  }

  private void gauge(String name, Tags tags, Supplier<Number> value) {
    Gauge.builder(name, value).tags(tags).register(registry);
  }
}
