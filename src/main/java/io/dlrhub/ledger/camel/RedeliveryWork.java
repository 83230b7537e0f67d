package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.Redeliveries;
import io.dlrhub.ledger.Redelivery;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Delivers what goes to a sink again: retried dead letters and replays.
 *
 * <p>On a thread of its own, beside the one of new deliveries: these would wait otherwise for as
 * long as a request of the replay hangs, and share its pauses when it fails. So the steps of a sink
 * may run twice at once; the shipped sinks and Camel's own components are made for that.
 */
final class RedeliveryWork implements FeedWork {

  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  /** One attempt. */
  interface Attempt {
    DeliveryOutcome at(Batch batch, int attempt, String replay);
  }

  private final Redeliveries redeliveries;
  private final Attempt attempt;
  private final DeliveryBackoff backoff;
  private final LedgerEndpoint endpoint;

  /** That of the replay and that of retried dead letters, which may come in between. */
  private final Map<Boolean, Current> current = new HashMap<>();

  private record Current(long number, Delivery delivery) {}

  RedeliveryWork(
      Redeliveries redeliveries,
      Attempt attempt,
      DeliveryBackoff backoff,
      LedgerEndpoint endpoint) {
    this.redeliveries = redeliveries;
    this.attempt = attempt;
    this.backoff = backoff;
    this.endpoint = endpoint;
  }

  @Override
  public void run(FeedThread thread) throws InterruptedException {
    int atMost = Delivery.window(endpoint.recordsAtOnce());
    Redelivery redelivery = thread.waiting(() -> redeliveries.poll(atMost, LOOK_AGAIN));
    if (redelivery == null) {
      return;
    }
    Current now = current.get(redelivery.ofReplay());
    if (now == null || now.number != redelivery.number()) {
      now = new Current(redelivery.number(), delivery(redelivery));
      current.put(redelivery.ofReplay(), now);
    }
    now.delivery.deliver(redelivery.batch(), thread, backoff);
    if (!redeliveries.wanted(redelivery)) {
      backoff.forget();
    }
  }

  private Delivery delivery(Redelivery redelivery) {
    int pace =
        redelivery.maxPerSecond() == null ? endpoint.getMaxPerSecond() : redelivery.maxPerSecond();
    return new Delivery(
        new Notes(redeliveries, redelivery),
        (batch, number, next) -> attempt.at(batch, number, redelivery.name()),
        endpoint.recordsAtOnce(),
        pace,
        new TreeSet<>());
  }

  private record Notes(Redeliveries redeliveries, Redelivery redelivery) implements Cursor {

    @Override
    public boolean wanted() {
      return redeliveries.wanted(redelivery);
    }

    @Override
    public void delivered(Batch part) {
      redeliveries.delivered(redelivery, part);
    }

    @Override
    public void refused(Batch lone, String reason, int attempts) {
      redeliveries.refused(redelivery, lone, reason, attempts);
    }

    @Override
    public Set<Long> takeBack(List<Batch> lones) {
      return redeliveries.takeBack(redelivery, lones);
    }
  }
}
