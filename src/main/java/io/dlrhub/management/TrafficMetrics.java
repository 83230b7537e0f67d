package io.dlrhub.management;

import io.dlrhub.intake.IntakeObserver;
import io.dlrhub.intake.Refusal;
import io.dlrhub.report.PullObserver;
import io.dlrhub.report.PullOutcome;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;

/** Counts refused pushes and how pulls ended. */
final class TrafficMetrics implements IntakeObserver, PullObserver {

  private final IntakeHealthCheck health;
  private final ProvidersHealthCheck providers;
  private final SourceBook sources;
  private final CounterTable refused =
      new CounterTable("dlr_push_refused", "Pushes not taken.", "provider", "reason");
  private final CounterTable pulls =
      new CounterTable("dlr_pulls", "Pulls by how they ended.", "provider", "action", "outcome");

  /**
   * @param health told of what is not taken
   * @param providers told of calls without an answer
   * @param sources told of both
   */
  TrafficMetrics(IntakeHealthCheck health, ProvidersHealthCheck providers, SourceBook sources) {
    this.sources = sources;
    this.health = health;
    this.providers = providers;
  }

  /** Makes the counters of a push appear before its first refusal. */
  void expectPush(String provider) {
    for (Refusal refusal : Refusal.values()) {
      refused.cell(provider, refusal.reason());
    }
  }

  /** Makes the counters of a pull appear before the first one. */
  void expectPull(String provider, String action) {
    for (PullOutcome outcome : PullOutcome.values()) {
      pulls.cell(provider, action, outcome.wireName());
    }
  }

  @Override
  public void refused(String provider, Refusal refusal, String sender, long bytes) {
    refused.cell(provider, refusal.reason()).increment();
    sources.refused(provider, refusal.reason(), sender);
    health.refused(provider, refusal, sender, bytes);
  }

  @Override
  public void pulled(String provider, String account, String action, PullOutcome outcome) {
    pulls.cell(provider, action, outcome.wireName()).increment();
    sources.pulled(provider, account, action, outcome);
  }

  @Override
  public void problem(String provider, String account, String action, String problem) {
    sources.problem(provider, account, action, problem);
    providers.ended(provider, account, action, problem);
  }

  List<MetricSnapshot> snapshots() {
    return List.of(refused.snapshot(), pulls.snapshot());
  }
}
