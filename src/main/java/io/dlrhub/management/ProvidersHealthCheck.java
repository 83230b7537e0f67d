package io.dlrhub.management;

import io.dlrhub.report.Printable;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Tells which calls of providers bring no answer, since when and why. Always UP: what a provider
 * does is no reason to take the intake away from the others.
 */
final class ProvidersHealthCheck extends ToldHealthCheck {

  private record Problem(Instant since, String text) {}

  private final Map<String, Problem> problems = new ConcurrentSkipListMap<>();
  private final Clock clock;

  ProvidersHealthCheck(Clock clock) {
    super("dlr-providers", false);
    this.clock = clock;
  }

  /** Takes notice of how such a call ended; null for well. */
  void ended(String provider, String account, String action, String problem) {
    String call = provider + "." + account + "." + action;
    if (problem == null) {
      problems.remove(call);
    } else {
      problems.compute(
          call,
          (name, known) ->
              new Problem(
                  known == null ? clock.instant() : known.since(), Printable.line(problem)));
    }
  }

  @Override
  void look(HealthCheckResultBuilder builder) {
    problems.forEach(
        (call, problem) ->
            builder.detail(call, "since " + problem.since() + ": " + problem.text()));
    builder.up();
  }
}
