package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.Feed;
import io.dlrhub.ledger.LedgerException;
import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers what a sink has not had. */
final class LiveWork implements FeedWork, Cursor {

  private static final Logger LOG = LoggerFactory.getLogger(LiveWork.class);
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  /**
   * Deliveries of a sink that keeps up begin no sooner one after the other, so that under load each
   * takes what came in meanwhile: one for every few records would take the intake's time.
   */
  private static final long GATHER_MILLIS = 20;

  private final Feed feed;
  private final DeliveryBackoff backoff;
  private final Delivery delivery;

  /** When the last delivery of a sink that keeps up began; 0 for one that is behind. */
  private long keptUpAt;

  LiveWork(
      Feed feed,
      Delivery.Attempt attempt,
      DeliveryBackoff backoff,
      LedgerEndpoint endpoint,
      NavigableSet<Long> ahead) {
    this.feed = feed;
    this.backoff = backoff;
    this.delivery =
        new Delivery(this, attempt, endpoint.recordsAtOnce(), endpoint.getMaxPerSecond(), ahead);
  }

  @Override
  public void run(FeedThread thread) throws InterruptedException {
    gather(thread);
    Batch batch = thread.waiting(() -> feed.poll(delivery.window(), LOOK_AGAIN));
    if (!batch.isEmpty()) {
      keptUpAt = batch.size() < delivery.window() ? System.nanoTime() : 0;
      delivery.deliver(batch, thread, backoff);
    }
  }

  /** A lone record waits for nothing: the delivery before it is long ago. */
  private void gather(FeedThread thread) {
    if (keptUpAt != 0) {
      thread.pause(GATHER_MILLIS - (System.nanoTime() - keptUpAt) / 1_000_000, () -> true);
    }
  }

  @Override
  public void settle() {
    try {
      feed.settle();
    } catch (LedgerException e) {
      LOG.debug("{}: its position is not saved yet", backoff, e);
    }
  }

  @Override
  public boolean wanted() {
    return !feed.isPaused();
  }

  @Override
  public void delivered(Batch part) {
    feed.advanceSoon(part.positionAfter());
  }

  @Override
  public void refused(Batch lone, String reason, int attempts) {
    feed.deadLetter(lone.positionAfter(), lone.lines().get(0), reason, attempts);
  }

  @Override
  public Set<Long> takeBack(List<Batch> lones) {
    return feed.takeBack(lones);
  }
}
