package io.dlrhub.ledger.append;

import io.dlrhub.ledger.Repeat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Repeats that are counted and not stored yet. A repeat costs no write of its own: counts of some
 * seconds are written together with other changes. A kill loses those of the last ten seconds; of a
 * flood of repeats of more than {@value #MOST} reports those beyond are not counted here. Safe for
 * use by many threads.
 */
public final class RepeatCounts {

  /** Reports whose repeats are counted at once. */
  static final int MOST = 50_000;

  /** Rows that a transaction writes. */
  static final int AT_ONCE = 5_000;

  private static final long OLDEST_MILLIS = 10_000;
  private static final long APART_MILLIS = 1_000;

  private record Key(long position, String origin) {
    static Key of(Repeat repeat) {
      return new Key(repeat.position(), repeat.origin());
    }
  }

  private final Map<Key, Repeat> waiting = new LinkedHashMap<>();
  private final Map<Key, Repeat> written = new LinkedHashMap<>();
  private long oldestAt;
  private long takenAt;
  private boolean hurry;

  /** Counts what came again with a commit. */
  public synchronized void add(List<Repeat> repeats, long now) {
    for (Repeat repeat : repeats) {
      Key key = Key.of(repeat);
      if (waiting.isEmpty()) {
        oldestAt = now;
      }
      if (waiting.size() < MOST || waiting.containsKey(key)) {
        waiting.merge(key, repeat, Repeat::plus);
      }
    }
  }

  /** Whether any are not stored; from then on {@link #take} hands all out. */
  public synchronized boolean hurry() {
    hurry = true;
    return !waiting.isEmpty();
  }

  /**
   * What is to be written with this transaction, to be followed by {@link #stored} or {@link
   * #failed}; empty while it is not time.
   */
  public synchronized Collection<Repeat> take(long now) {
    boolean due = waiting.size() >= AT_ONCE || now - oldestAt >= OLDEST_MILLIS;
    if (waiting.isEmpty()
        || !written.isEmpty()
        || !hurry && (!due || now - takenAt < APART_MILLIS && now >= takenAt)) {
      return List.of();
    }
    takenAt = now;
    oldestAt = now;
    int most = hurry ? MOST : AT_ONCE;
    waiting.entrySet().stream()
        .limit(most)
        .toList()
        .forEach(
            one -> {
              written.put(one.getKey(), one.getValue());
              waiting.remove(one.getKey());
            });
    return List.copyOf(written.values());
  }

  /** What was taken is in the ledger. */
  public synchronized void stored() {
    written.clear();
  }

  /** What was taken is not in the ledger: it is taken again. */
  public synchronized void failed() {
    written.forEach((key, repeat) -> waiting.merge(key, repeat, Repeat::plus));
    written.clear();
  }

  /** Adds what is not stored yet to what is. */
  public synchronized List<Repeat> with(List<Repeat> stored, Collection<Long> positions) {
    Map<Key, Repeat> all = new LinkedHashMap<>();
    Stream.concat(
            stored.stream(), Stream.concat(written.values().stream(), waiting.values().stream()))
        .filter(one -> positions.contains(one.position()))
        .forEach(one -> all.merge(Key.of(one), one, Repeat::plus));
    return new ArrayList<>(all.values());
  }
}
