package io.dlrhub.management;

import io.dlrhub.report.Printable;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** A check that answers with the reason whatever goes wrong while it looks, and says no more. */
abstract class ToldHealthCheck extends AbstractHealthCheck {

  private final boolean intake;

  /**
   * @param intake whether pushes cannot be taken and stored while it is DOWN; else it says what is
   *     wrong and takes the readiness away from nobody
   */
  ToldHealthCheck(String name, boolean intake) {
    super("dlr", name);
    this.intake = intake;
  }

  @Override
  public final boolean isLiveness() {
    return false;
  }

  @Override
  protected final void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    try {
      look(builder);
    } catch (RuntimeException e) {
      builder.message(Printable.line(e.getMessage() == null ? e.toString() : e.getMessage()));
      builder.detail("problem", Printable.line(String.valueOf(e.getMessage())));
      if (intake) {
        builder.down();
      } else {
        builder.up();
      }
    }
  }

  /** Says UP or DOWN, and why. */
  abstract void look(HealthCheckResultBuilder builder);
}
