package io.dlrhub.management;

import io.dlrhub.ledger.SinkState;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Tells how far behind each sink is. Always UP: a far end that is away is no reason to take the
 * intake away from the providers, for whom the ledger waits.
 */
final class SinksHealthCheck extends AbstractHealthCheck {

  private final LedgerView view;

  SinksHealthCheck(LedgerView view) {
    super("dlr", "dlr-sinks");
    this.view = view;
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
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
