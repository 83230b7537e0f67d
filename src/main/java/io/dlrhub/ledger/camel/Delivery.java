package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.Batch;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Brings records to a sink, whatever happens (docs/sinks.md). A machine of two states:
 *
 * <pre>
 *               ten records refused in a streak
 *   DELIVERING ---------------------------------&gt; PROBING
 *              &lt;---------------------------------
 *                      one record passes
 * </pre>
 *
 * <p><b>Delivering</b>: records are sent in order. Trouble at the far end is retried; a refused
 * batch is split until the refused record is alone, or all have passed. A refused record is held
 * back until a later one passes and then given up, because ten in a streak say that the endpoint
 * refuses, not the records.
 *
 * <p><b>Probing</b>, half open: the first record is tried from time to time, and each time another
 * one of those that wait, in case that only the first is bad. One that passed before its turn is
 * remembered and left out when its turn comes; the position passes it only after those before it.
 */
final class Delivery {

  /** One attempt. */
  interface Attempt {
    /**
     * Makes it.
     *
     * @param next what comes when this was delivered; null where that is not known
     */
    DeliveryOutcome at(Batch batch, int attempt, Batch next);
  }

  private enum State {
    DELIVERING,
    PROBING
  }

  /** Reading many at once costs less; the sink still gets its own batch size. */
  private static final int READ_AT_ONCE = 1000;

  private final Cursor cursor;
  private final Attempt attempt;
  private final int batchSize;
  private final int maxPerSecond;
  private final RateLimit rate = new RateLimit();
  private final NavigableSet<Long> ahead;
  private final RefusalStreak streak;
  private final DeliveryPlan plan;
  private State state = State.DELIVERING;
  private int probes;

  /**
   * @param ahead positions of what is not to be sent though the cursor has not passed it
   */
  Delivery(
      Cursor cursor, Attempt attempt, int batchSize, int maxPerSecond, NavigableSet<Long> ahead) {
    this.cursor = cursor;
    this.attempt = attempt;
    this.batchSize = Math.min(batchSize, maxPerSecond);
    this.maxPerSecond = maxPerSecond;
    this.ahead = ahead;
    this.streak = new RefusalStreak(cursor);
    this.plan = new DeliveryPlan(this.batchSize, this::isAhead);
  }

  /** How many records to read at once; enough to see ten refused in a streak. */
  int window() {
    return window(batchSize);
  }

  static int window(int batchSize) {
    return Math.max(batchSize, READ_AT_ONCE);
  }

  /**
   * Delivers all of it, or until the thread is to stop, the cursor does not want it now, or it is
   * to be read anew.
   */
  void deliver(Batch window, FeedThread thread, DeliveryBackoff backoff) {
    streak.beginAnew();
    plan.begin(window);
    while (!plan.isEmpty() && goesOn(thread)) {
      Batch part = plan.first();
      if (isAhead(part.position(0))) {
        deliveredEarlier(part, thread, backoff);
      } else if (state == State.PROBING) {
        probe(thread, backoff);
        return;
      } else {
        send(part, thread, backoff);
      }
    }
    if (plan.isEmpty() && state == State.DELIVERING) {
      save(thread, backoff, streak::note);
    }
  }

  private boolean goesOn(FeedThread thread) {
    return !thread.isStopping() && cursor.wanted();
  }

  private boolean isAhead(long position) {
    return !ahead.isEmpty() && ahead.contains(position);
  }

  private void send(Batch part, FeedThread thread, DeliveryBackoff backoff) {
    DeliveryOutcome outcome = attempt(part, plan.tried(), thread, plan.second());
    if (outcome == null) {
      return;
    }
    switch (outcome.kind()) {
      case DELIVERED -> delivered(part, thread, backoff);
      case DELIVERED_EARLIER -> deliveredEarlier(part, thread, backoff);
      case FAILED -> pause(outcome, thread, backoff);
      case BATCH_REFUSED -> {
        if (part.size() > 1) {
          plan.split(List.of());
        } else {
          pause(outcome, thread, backoff);
        }
      }
      case REFUSED -> {
        if (part.size() > 1) {
          plan.split(outcome.refusal().indexes());
        } else {
          holdBack(part, outcome, thread, backoff);
        }
      }
    }
  }

  /** Null when it is not wanted any more. */
  private DeliveryOutcome attempt(Batch part, int number, FeedThread thread, Batch next) {
    long nanos = rate.reserve(part.size(), maxPerSecond);
    thread.pause(TimeUnit.NANOSECONDS.toMillis(nanos + 999_999), cursor::wanted);
    int before = part.size() == 1 ? streak.attemptsBefore(part) : 0;
    return goesOn(thread) ? attempt.at(part, before + number, next) : null;
  }

  private void pause(DeliveryOutcome outcome, FeedThread thread, DeliveryBackoff backoff) {
    thread.pause(backoff.failed("delivery", outcome.failure()), cursor::wanted);
  }

  private void delivered(Batch part, FeedThread thread, DeliveryBackoff backoff) {
    backoff.over();
    plan.next();
    save(
        thread,
        backoff,
        () -> {
          streak.note();
          cursor.delivered(part);
        });
    streak.over(part.positionAfter());
    state = State.DELIVERING;
    ahead.headSet(part.positionAfter(), true).clear();
  }

  /** Not to be sent again; remembered for as long as the cursor may go back before it. */
  private void deliveredEarlier(Batch part, FeedThread thread, DeliveryBackoff backoff) {
    plan.next();
    for (int i = 0; i < part.size(); i++) {
      ahead.add(part.position(i));
    }
    if (streak.holdsNothing()) {
      save(thread, backoff, () -> cursor.delivered(part));
    } else {
      streak.deliveredEarlier(part);
    }
  }

  /** The record may be bad, or the endpoint: the tenth of a streak decides. */
  private void holdBack(
      Batch lone, DeliveryOutcome outcome, FeedThread thread, DeliveryBackoff backoff) {
    String reason = outcome.refusal().getMessage();
    streak.refused(lone, reason, streak.attemptsBefore(lone) + plan.attempts());
    plan.next();
    if (streak.isTheEndpoint()) {
      beginProbing(reason, thread, backoff);
      pause(outcome, thread, backoff);
    }
  }

  /** What was refused in the streak is read anew, and tried again when the endpoint is well. */
  private void beginProbing(String reason, FeedThread thread, DeliveryBackoff backoff) {
    backoff.refusesAll(RefusalStreak.ENDPOINT, reason);
    state = State.PROBING;
    plan.clear();
    // Those of the streak have just been tried.
    probes = RefusalStreak.ENDPOINT - 1;
    List<Batch> givenUp = streak.givenUp();
    if (!givenUp.isEmpty()) {
      takeBack(givenUp, thread, backoff);
    }
    streak.letGo();
  }

  /** Those that were discarded or are being retried meanwhile are left alone. */
  private void takeBack(List<Batch> givenUp, FeedThread thread, DeliveryBackoff backoff) {
    int[] tries = {0};
    save(
        thread,
        backoff,
        () -> {
          tries[0]++;
          Set<Long> were = cursor.takeBack(givenUp);
          // A try that failed may have been stored all the same: then none is left to be found.
          if (tries[0] == 1) {
            givenUp.stream()
                .map(Batch::positionAfter)
                .filter(position -> !were.contains(position))
                .forEach(ahead::add);
          }
        });
  }

  /** Tries the first record; when that is refused, another one. */
  private void probe(FeedThread thread, DeliveryBackoff backoff) {
    Batch first = plan.first().slice(0, 1);
    DeliveryOutcome outcome = attempt(first, 1, thread, null);
    if (outcome == null) {
      return;
    }
    switch (outcome.kind()) {
      case DELIVERED -> delivered(first, thread, backoff);
      case DELIVERED_EARLIER -> deliveredEarlier(first, thread, backoff);
      case FAILED, BATCH_REFUSED -> pause(outcome, thread, backoff);
      case REFUSED -> {
        streak.letGo(first, streak.attemptsBefore(first) + 1);
        probeByAnother(outcome, thread, backoff);
      }
    }
  }

  private void probeByAnother(DeliveryOutcome ofFirst, FeedThread thread, DeliveryBackoff backoff) {
    Batch another = another();
    if (another == null) {
      pause(ofFirst, thread, backoff);
      return;
    }
    DeliveryOutcome outcome = attempt(another, 1, thread, null);
    if (outcome == null) {
      return;
    }
    switch (outcome.kind()) {
      case DELIVERED -> {
        ahead.add(another.positionAfter());
        streak.end();
        state = State.DELIVERING;
        backoff.over();
      }
      case DELIVERED_EARLIER -> {
        ahead.add(another.positionAfter());
        pause(ofFirst, thread, backoff);
      }
      case FAILED, BATCH_REFUSED -> pause(outcome, thread, backoff);
      case REFUSED -> {
        streak.letGo(another, streak.attemptsBefore(another) + 1);
        pause(outcome, thread, backoff);
      }
    }
  }

  /** One of those that wait behind the first, each time the next; null when there is none. */
  private Batch another() {
    List<Batch> lones = plan.lones();
    return lones.size() < 2 ? null : lones.get(1 + probes++ % (lones.size() - 1));
  }

  /**
   * Moves the position, as often as it takes: a living process never sends again because a position
   * could not be saved.
   */
  private static void save(FeedThread thread, DeliveryBackoff backoff, Runnable move) {
    while (true) {
      try {
        move.run();
        backoff.over();
        return;
      } catch (RuntimeException e) {
        if (thread.isStopping()) {
          return;
        }
        thread.pause(backoff.failed("saving the position", e), () -> true);
      }
    }
  }
}
