package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.Repeat;
import io.dlrhub.ledger.Repeats;
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
final class RepeatRound implements Round {

  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  /** One attempt. */
  interface Attempt {
    Outcome at(Batch batch, int attempt, String replay);
  }

  private final Repeats repeats;
  private final Attempt attempt;
  private final Trouble trouble;
  private final FeedEndpoint endpoint;

  /** That of the replay and that of retried dead letters, which may come in between. */
  private final Map<Boolean, Current> current = new HashMap<>();

  private record Current(long number, Delivery delivery) {}

  RepeatRound(Repeats repeats, Attempt attempt, Trouble trouble, FeedEndpoint endpoint) {
    this.repeats = repeats;
    this.attempt = attempt;
    this.trouble = trouble;
    this.endpoint = endpoint;
  }

  @Override
  public void run(FeedThread thread) throws InterruptedException {
    int atMost = Delivery.window(endpoint.recordsAtOnce());
    Repeat repeat = thread.waiting(() -> repeats.poll(atMost, LOOK_AGAIN));
    if (repeat == null) {
      return;
    }
    Current now = current.get(repeat.ofReplay());
    if (now == null || now.number != repeat.number()) {
      now = new Current(repeat.number(), delivery(repeat));
      current.put(repeat.ofReplay(), now);
    }
    now.delivery.deliver(repeat.batch(), thread, trouble);
    if (!repeats.wanted(repeat)) {
      trouble.forget();
    }
  }

  private Delivery delivery(Repeat repeat) {
    int pace = repeat.maxPerSecond() == null ? endpoint.getMaxPerSecond() : repeat.maxPerSecond();
    return new Delivery(
        new Notes(repeats, repeat),
        (batch, number, next) -> attempt.at(batch, number, repeat.name()),
        endpoint.recordsAtOnce(),
        pace,
        new TreeSet<>());
  }

  private record Notes(Repeats repeats, Repeat repeat) implements Cursor {

    @Override
    public boolean wanted() {
      return repeats.wanted(repeat);
    }

    @Override
    public void delivered(Batch part) {
      repeats.delivered(repeat, part);
    }

    @Override
    public void refused(Batch lone, String reason, int attempts) {
      repeats.refused(repeat, lone, reason, attempts);
    }

    @Override
    public Set<Long> takeBack(List<Batch> lones) {
      return repeats.takeBack(repeat, lones);
    }
  }
}
