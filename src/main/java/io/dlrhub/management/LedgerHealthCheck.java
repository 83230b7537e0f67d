package io.dlrhub.management;

import io.dlrhub.ledger.LedgerHealth;
import org.apache.camel.health.HealthCheckResultBuilder;

/** Readiness: DOWN while the ledger cannot make anything durable, UP again by itself. */
final class LedgerHealthCheck extends ToldHealthCheck {

  private final LedgerView view;

  LedgerHealthCheck(LedgerView view) {
    super("dlr-ledger", true);
    this.view = view;
  }

  @Override
  void look(HealthCheckResultBuilder builder) {
    LedgerHealth health = view.health();
    if (health.writable()) {
      builder.up();
    } else {
      builder.message(health.problem()).down();
    }
  }
}
