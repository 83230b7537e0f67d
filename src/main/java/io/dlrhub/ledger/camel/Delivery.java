package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.RecordRefused;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
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

  private final Cursor cursor;
  private final Attempt attempt;
  private final int batchSize;
  private final Pace pace;
  private final Deque<Batch> parts = new ArrayDeque<>();
  private final List<Refusal> held = new ArrayList<>();

  /** Given up since the last delivery: when it comes to ten in a row, they are taken back. */
  private final List<Batch> givenUp = new ArrayList<>();

  private int refusedInARow;
  private int attempts;

  Delivery(Cursor cursor, Attempt attempt, int batchSize, int maxPerSecond) {
    this.cursor = cursor;
    this.attempt = attempt;
    this.batchSize = Math.min(batchSize, maxPerSecond);
    this.pace = new Pace(maxPerSecond);
  }

  /** How many records to read at once; enough to see ten refused in a row. */
  int window() {
    return window(batchSize);
  }

  static int window(int batchSize) {
    return Math.max(batchSize, READ_AT_ONCE);
  }

  /** Delivers all of it, or until the thread is to stop or the cursor does not want it now. */
  void deliver(Batch window, FeedThread thread, Trouble trouble) {
    beginAnew();
    for (int from = 0; from < window.size(); from += batchSize) {
      parts.add(window.slice(from, Math.min(window.size(), from + batchSize)));
    }
    while (!parts.isEmpty() && goesOn(thread)) {
      Batch part = parts.peek();
      thread.pause(pace.before(part.size()), cursor::wanted);
      if (goesOn(thread)) {
        deliverPart(part, thread, trouble);
      }
    }
    if (parts.isEmpty()) {
      save(thread, trouble, this::giveUpHeld);
    }
  }

  private boolean goesOn(FeedThread thread) {
    return !thread.isStopping() && cursor.wanted();
  }

  /** What was held back when the last window was left is in this one again. */
  private void beginAnew() {
    parts.clear();
    refusedInARow -= held.size();
    held.clear();
    attempts = 0;
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
        letGoOfRefused(thread, trouble);
      }
      thread.pause(trouble.failed("delivery", failure), cursor::wanted);
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
          cursor.delivered(part);
        });
    givenUp.clear();
  }

  private void next() {
    parts.remove();
    attempts = 0;
  }

  /** It is the endpoint: what it refused in a row is tried again when it is well. */
  private void letGoOfRefused(FeedThread thread, Trouble trouble) {
    refusedInARow = REFUSED_IN_A_ROW;
    for (int i = held.size() - 1; i >= 0; i--) {
      parts.addFirst(held.get(i).lone());
    }
    held.clear();
    if (!givenUp.isEmpty()) {
      List<Batch> back = takenBack(thread, trouble);
      for (int i = back.size() - 1; i >= 0; i--) {
        parts.addFirst(back.get(i));
      }
      givenUp.clear();
    }
  }

  private List<Batch> takenBack(FeedThread thread, Trouble trouble) {
    List<Batch> back = new ArrayList<>(givenUp);
    int[] tries = {0};
    save(
        thread,
        trouble,
        () -> {
          tries[0]++;
          Set<Long> were = cursor.takeBack(givenUp);
          // A try that failed may have been stored all the same: then none is left to be found.
          if (tries[0] == 1) {
            back.removeIf(lone -> !were.contains(lone.positionAfter()));
          }
        });
    return back;
  }

  private void giveUpHeld() {
    while (!held.isEmpty()) {
      Refusal refusal = held.get(0);
      cursor.refused(refusal.lone(), refusal.reason(), refusal.attempts());
      givenUp.add(refusal.lone());
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
        thread.pause(trouble.failed("saving the position", e), () -> true);
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
