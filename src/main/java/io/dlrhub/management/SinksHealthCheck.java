package io.dlrhub.management;

import io.dlrhub.ledger.SinkState;
import io.dlrhub.ledger.camel.FeedStatus;
import io.dlrhub.management.api.SinkView;
import java.time.Clock;
import java.util.Collection;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Tells how far behind each sink is. Always UP: a far end that is away is no reason to take the
 * intake away from the providers, for whom the ledger waits.
 */
final class SinksHealthCheck extends ToldHealthCheck {

  private final LedgerView view;
  private final Supplier<Collection<FeedStatus>> feeds;
  private final Clock clock;

  /**
   * @param feeds how deliveries do
   */
  SinksHealthCheck(LedgerView view, Supplier<Collection<FeedStatus>> feeds, Clock clock) {
    super("dlr-sinks", false);
    this.feeds = feeds;
    this.clock = clock;
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
      FeedStatus status =
          feeds.get().stream()
              .filter(one -> one.sink().equals(sink.name()))
              .findFirst()
              .orElse(null);
      String waitsFor = SinkView.waitsFor(sink, status, clock.instant());
      if (waitsFor != null) {
        builder.detail(sink.name() + ".waitsFor", waitsFor);
      }
    }
    builder.up();
  }
}
