package io.dlrhub.management;

import io.dlrhub.ledger.SinkState;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Tells how far behind each sink is. Always UP: a far end that is away is no reason to take the
 * intake away from the providers, for whom the ledger waits.
 */
final class SinksHealthCheck extends ToldHealthCheck {

  private final LedgerView view;

  SinksHealthCheck(LedgerView view) {
    super("dlr-sinks", false);
    this.view = view;
  }

  @Override
  void look(HealthCheckResultBuilder builder) {
    for (SinkState sink : view.sinks()) {
      builder.detail(sink.name() + ".waiting", sink.lag());
      if (sink.oldestWaiting() != null) {
        builder.detail(sink.name() + ".oldestWaiting", sink.oldestWaiting().toString());
      }
      builder.detail(sink.name() + ".deadLetters", sink.deadLetters());
      builder.detail(sink.name() + ".paused", sink.paused());
    }
    builder.up();
  }
}
