package io.dlrhub.management;

import io.dlrhub.ledger.LedgerHealth;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Readiness: DOWN while the ledger cannot make anything durable, UP again by itself. */
final class LedgerHealthCheck extends AbstractHealthCheck {

  private final LedgerView view;

  LedgerHealthCheck(LedgerView view) {
    super("dlr", "dlr-ledger");
    this.view = view;
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    LedgerHealth health = view.health();
    if (health.writable()) {
      builder.up();
    } else {
      builder.message(health.problem()).down();
    }
  }
}
