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
final class LiveRound implements Round, Cursor {

  private static final Logger LOG = LoggerFactory.getLogger(LiveRound.class);
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  private final Feed feed;
  private final Trouble trouble;
  private final Delivery delivery;

  LiveRound(
      Feed feed,
      Delivery.Attempt attempt,
      Trouble trouble,
      FeedEndpoint endpoint,
      NavigableSet<Long> ahead) {
    this.feed = feed;
    this.trouble = trouble;
    this.delivery =
        new Delivery(this, attempt, endpoint.getBatchSize(), endpoint.getMaxPerSecond(), ahead);
  }

  @Override
  public void run(FeedThread thread) throws InterruptedException {
    Batch batch = thread.waiting(() -> feed.poll(delivery.window(), LOOK_AGAIN));
    if (!batch.isEmpty()) {
      delivery.deliver(batch, thread, trouble);
    }
  }

  @Override
  public void settle() {
    try {
      feed.settle();
    } catch (LedgerException e) {
      LOG.debug("{}: its position is not saved yet", trouble, e);
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
