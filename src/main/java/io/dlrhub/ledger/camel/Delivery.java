package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.Feed;
import io.dlrhub.ledger.RecordRefused;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import org.apache.camel.util.ObjectHelper;

/**
 * Brings records to a sink, whatever happens (contract, section 5): trouble at the far end is
 * retried; a refused batch is split until the refused record is alone. A refused record is held
 * back until a later one passes, because ten in a row say that the endpoint refuses, not the
 * records.
 */
final class Delivery {

  /** One attempt. */
  interface Attempt {
    /** Null when it was delivered. */
    Throwable at(Batch batch, int attempt);
  }

  private static final int REFUSED_IN_A_ROW = 10;

  /** Reading many at once costs less; the sink still gets its own batch size. */
  private static final int READ_AT_ONCE = 1000;

  private record Refusal(Batch lone, String reason, int attempts) {}

  private final Feed feed;
  private final Attempt attempt;
  private final int batchSize;
  private final Pace pace;
  private final Deque<Batch> parts = new ArrayDeque<>();
  private final List<Refusal> held = new ArrayList<>();
  private int refusedInARow;
  private int attempts;

  Delivery(Feed feed, Attempt attempt, int batchSize, int maxPerSecond) {
    this.feed = feed;
    this.attempt = attempt;
    this.batchSize = Math.min(batchSize, maxPerSecond);
    this.pace = new Pace(maxPerSecond);
  }

  /** How many records to read at once; enough to see ten refused in a row. */
  int window() {
    return Math.max(batchSize, READ_AT_ONCE);
  }

  /** Delivers all of it, or until the thread is to stop. */
  void deliver(Batch window, FeedThread thread, Trouble trouble) {
    parts.clear();
    held.clear();
    attempts = 0;
    for (int from = 0; from < window.size(); from += batchSize) {
      parts.add(window.slice(from, Math.min(window.size(), from + batchSize)));
    }
    while (!parts.isEmpty() && !thread.isStopping()) {
      Batch part = parts.peek();
      thread.pause(pace.before(part.size()));
      if (!thread.isStopping()) {
        deliverPart(part, thread, trouble);
      }
    }
    if (parts.isEmpty()) {
      save(thread, trouble, this::giveUpHeld);
    }
  }

  private void deliverPart(Batch part, FeedThread thread, Trouble trouble) {
    Throwable failure = attempt.at(part, ++attempts);
    if (failure == null) {
      delivered(part, thread, trouble);
      return;
    }
    RecordRefused refused = ObjectHelper.getException(RecordRefused.class, failure);
    if (refused != null && part.size() > 1) {
      split(part, refused);
    } else if (refused != null && refusedInARow + 1 < REFUSED_IN_A_ROW) {
      refusedInARow++;
      held.add(new Refusal(part, refused.getMessage(), attempts));
      next();
    } else {
      if (refused != null) {
        letGoOfHeld();
      }
      thread.pause(trouble.failed("delivery", failure));
    }
  }

  private void delivered(Batch part, FeedThread thread, Trouble trouble) {
    refusedInARow = 0;
    trouble.over();
    next();
    save(
        thread,
        trouble,
        () -> {
          giveUpHeld();
          feed.advanceSoon(part.positionAfter());
        });
  }

  private void next() {
    parts.remove();
    attempts = 0;
  }

  /** It is the endpoint: what was held back is tried again when it is well. */
  private void letGoOfHeld() {
    refusedInARow = REFUSED_IN_A_ROW;
    for (int i = held.size() - 1; i >= 0; i--) {
      parts.addFirst(held.get(i).lone());
    }
    held.clear();
  }

  private void giveUpHeld() {
    while (!held.isEmpty()) {
      Refusal refusal = held.get(0);
      Batch lone = refusal.lone();
      feed.deadLetter(
          lone.positionAfter(), lone.lines().get(0), refusal.reason(), refusal.attempts());
      held.remove(0);
    }
  }

  /**
   * Moves the position, as often as it takes: a living process never sends again because a position
   * could not be saved.
   */
  private static void save(FeedThread thread, Trouble trouble, Runnable move) {
    while (true) {
      try {
        move.run();
        trouble.over();
        return;
      } catch (RuntimeException e) {
        if (thread.isStopping()) {
          return;
        }
        thread.pause(trouble.failed("saving the position", e));
      }
    }
  }

  private void split(Batch part, RecordRefused refused) {
    next();
    List<Batch> pieces = new ArrayList<>();
    int from = 0;
    for (int cut : cuts(part.size(), refused.indexes())) {
      pieces.add(part.slice(from, cut));
      from = cut;
    }
    pieces.add(part.slice(from, part.size()));
    for (int i = pieces.size() - 1; i >= 0; i--) {
      parts.addFirst(pieces.get(i));
    }
  }

  /** Where to cut: around each record that is named, else in the middle. */
  private static TreeSet<Integer> cuts(int size, List<Integer> indexes) {
    TreeSet<Integer> cuts = new TreeSet<>();
    for (int index : indexes == null ? List.<Integer>of() : indexes) {
      cuts.add(index);
      cuts.add(index + 1);
    }
    cuts.removeIf(cut -> cut <= 0 || cut >= size);
    if (cuts.isEmpty()) {
      cuts.add(size / 2);
    }
    return cuts;
  }
}
