package io.dlrhub.management;

import io.dlrhub.intake.Refusal;
import io.dlrhub.report.Printable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Warns for a day of a push that was too large: the provider does not send it again, so what was in
 * it is known only to the query. Always UP: other pushes are taken.
 */
final class IntakeHealthCheck extends ToldHealthCheck {

  private static final Duration SHOWN = Duration.ofDays(1);

  private record TooLarge(String provider, String sender, long bytes, Instant at) {}

  private final Clock clock;
  private volatile TooLarge last;

  IntakeHealthCheck(Clock clock) {
    super("dlr-intake", false);
    this.clock = clock;
  }

  /** Takes notice of a push that was not taken. */
  void refused(String provider, Refusal refusal, String sender, long bytes) {
    if (refusal == Refusal.TOO_LARGE) {
      last = new TooLarge(provider, sender, bytes, clock.instant());
    }
  }

  @Override
  void look(HealthCheckResultBuilder builder) {
    TooLarge seen = last;
    if (seen != null && clock.instant().isBefore(seen.at().plus(SHOWN))) {
      builder.detail(
          "warning",
          "a body for "
              + seen.provider()
              + (seen.sender() == null ? "" : " from " + Printable.line(seen.sender()))
              + " was refused as too large at "
              + seen.at()
              + (seen.bytes() < 0 ? "" : ", it had " + seen.bytes() + " bytes")
              + "; the log names the limit, and a provider does not send it again");
    }
    builder.up();
  }
}
