package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.RecordRefused;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Brings records to a sink, whatever happens (contract, section 5): trouble at the far end is
 * retried; a refused batch is split until the refused record is alone, or all have passed. A
 * refused record is held back until a later one passes, because ten in a row say that the endpoint
 * refuses, not the records.
 *
 * <p>Then the first record is tried from time to time, and each time another one of those that
 * wait, in case that only the first is bad. As soon as one passes the endpoint is well. One that
 * passed before its turn is remembered and left out when its turn comes; the position passes it
 * only after those before it.
 */
final class Delivery {

  /** One attempt. */
  interface Attempt {
    /**
     * Makes it.
     *
     * @param next what comes when this was delivered; null where that is not known
     */
    Outcome at(Batch batch, int attempt, Batch next);
  }

  /** Reading many at once costs less; the sink still gets its own batch size. */
  private static final int READ_AT_ONCE = 1000;

  private final Cursor cursor;
  private final Attempt attempt;
  private final int batchSize;
  private final Pace pace;
  private final NavigableSet<Long> ahead;
  private final RefusedRow row;
  private final Deque<Batch> parts = new ArrayDeque<>();
  private int attempts;
  private int knocks;

  /**
   * @param ahead positions of what is not to be sent though the cursor has not passed it
   */
  Delivery(
      Cursor cursor, Attempt attempt, int batchSize, int maxPerSecond, NavigableSet<Long> ahead) {
    this.cursor = cursor;
    this.attempt = attempt;
    this.batchSize = Math.min(batchSize, maxPerSecond);
    this.pace = new Pace(maxPerSecond);
    this.ahead = ahead;
    this.row = new RefusedRow(cursor);
  }

  /** How many records to read at once; enough to see ten refused in a row. */
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
  void deliver(Batch window, FeedThread thread, Trouble trouble) {
    plan(window);
    while (!parts.isEmpty() && goesOn(thread)) {
      Batch part = parts.peek();
      if (isAhead(part, 0)) {
        deliveredEarlier(part, thread, trouble);
      } else if (row.isTheEndpoint()) {
        knock(thread, trouble);
        return;
      } else {
        deliverPart(part, thread, trouble);
      }
    }
    if (parts.isEmpty() && !row.isTheEndpoint()) {
      save(thread, trouble, row::note);
    }
  }

  private boolean goesOn(FeedThread thread) {
    return !thread.isStopping() && cursor.wanted();
  }

  private void plan(Batch window) {
    row.beginAnew();
    parts.clear();
    attempts = 0;
    int from = 0;
    for (int to = 1; to <= window.size(); to++) {
      if (to == window.size()
          || to - from == batchSize
          || isAhead(window, to) != isAhead(window, from)) {
        parts.add(window.slice(from, to));
        from = to;
      }
    }
  }

  private boolean isAhead(Batch batch, int index) {
    return !ahead.isEmpty() && ahead.contains(batch.position(index));
  }

  private void deliverPart(Batch part, FeedThread thread, Trouble trouble) {
    Outcome outcome = attempt(part, ++attempts, thread, second());
    if (outcome == null) {
      return;
    }
    RecordRefused refused = outcome.refusal();
    if (outcome.earlier()) {
      deliveredEarlier(part, thread, trouble);
    } else if (outcome.failure() == null) {
      delivered(part, thread, trouble);
    } else if (part.size() > 1 && (refused != null || outcome.refusesBatch())) {
      split(part, refused == null ? null : refused.indexes());
    } else if (refused == null) {
      failed(outcome, thread, trouble);
    } else {
      row.refused(part, refused.getMessage(), row.attemptsBefore(part) + attempts);
      next();
      if (row.isTheEndpoint()) {
        letGoOfRefused(refused, thread, trouble);
        failed(outcome, thread, trouble);
      }
    }
  }

  private Batch second() {
    Iterator<Batch> planned = parts.iterator();
    planned.next();
    return planned.hasNext() ? planned.next() : null;
  }

  /** Null when it is not wanted any more. */
  private Outcome attempt(Batch part, int number, FeedThread thread, Batch next) {
    thread.pause(pace.before(part.size()), cursor::wanted);
    int before = part.size() == 1 ? row.attemptsBefore(part) : 0;
    return goesOn(thread) ? attempt.at(part, before + number, next) : null;
  }

  private void failed(Outcome outcome, FeedThread thread, Trouble trouble) {
    thread.pause(trouble.failed("delivery", outcome.failure()), cursor::wanted);
  }

  private void delivered(Batch part, FeedThread thread, Trouble trouble) {
    trouble.over();
    next();
    save(
        thread,
        trouble,
        () -> {
          row.note();
          cursor.delivered(part);
        });
    row.over(part.positionAfter());
    ahead.headSet(part.positionAfter(), true).clear();
  }

  /** Not to be sent again; remembered for as long as the cursor may go back before it. */
  private void deliveredEarlier(Batch part, FeedThread thread, Trouble trouble) {
    next();
    for (int i = 0; i < part.size(); i++) {
      ahead.add(part.position(i));
    }
    if (row.isEmpty()) {
      save(thread, trouble, () -> cursor.delivered(part));
    } else {
      row.deliveredEarlier(part);
    }
  }

  private void next() {
    parts.remove();
    attempts = 0;
  }

  /** It is the endpoint: what it refused in a row is read anew and tried again when it is well. */
  private void letGoOfRefused(RecordRefused refused, FeedThread thread, Trouble trouble) {
    trouble.refusesAll(RefusedRow.ENDPOINT, refused.getMessage());
    parts.clear();
    // Those of the row have just been tried.
    knocks = RefusedRow.ENDPOINT - 1;
    List<Batch> givenUp = row.givenUp();
    if (!givenUp.isEmpty()) {
      takeBack(givenUp, thread, trouble);
    }
    row.letGo();
  }

  /** Those that were discarded or are being retried meanwhile are left alone. */
  private void takeBack(List<Batch> givenUp, FeedThread thread, Trouble trouble) {
    int[] tries = {0};
    save(
        thread,
        trouble,
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

  /** Looks whether an endpoint that refused everything is well: by the first, then by another. */
  private void knock(FeedThread thread, Trouble trouble) {
    Batch first = parts.peek().slice(0, 1);
    Outcome outcome = attempt(first, 1, thread, null);
    if (outcome == null) {
      return;
    }
    if (outcome.earlier()) {
      deliveredEarlier(first, thread, trouble);
      return;
    }
    if (outcome.failure() == null) {
      delivered(first, thread, trouble);
      return;
    }
    if (outcome.refusal() != null) {
      row.letGo(first, row.attemptsBefore(first) + 1);
      outcome = knockByAnother(outcome, thread, trouble);
    }
    if (outcome != null) {
      failed(outcome, thread, trouble);
    }
  }

  /** Null when there is nothing to wait for, else why there is. */
  private Outcome knockByAnother(Outcome before, FeedThread thread, Trouble trouble) {
    Batch another = another();
    if (another == null) {
      return before;
    }
    Outcome outcome = attempt(another, 1, thread, null);
    if (outcome == null) {
      return null;
    }
    if (outcome.failure() == null) {
      ahead.add(another.positionAfter());
      if (outcome.earlier()) {
        return before;
      }
      row.endpointIsWell();
      trouble.over();
      return null;
    }
    if (outcome.refusal() != null) {
      row.letGo(another, row.attemptsBefore(another) + 1);
    }
    return outcome;
  }

  /** One of those that wait behind the first, each time the next; null when there is none. */
  private Batch another() {
    List<Batch> lones = new ArrayList<>();
    for (Batch part : parts) {
      for (int i = 0; i < part.size() && !isAhead(part, 0); i++) {
        lones.add(part.slice(i, i + 1));
      }
    }
    return lones.size() < 2 ? null : lones.get(1 + knocks++ % (lones.size() - 1));
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

  private void split(Batch part, List<Integer> indexes) {
    next();
    List<Batch> pieces = new ArrayList<>();
    int from = 0;
    for (int cut : cuts(part.size(), indexes)) {
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
