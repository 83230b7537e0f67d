package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Records refused alone, one after the other, with nothing delivered between them. They are held
 * back: when a later one passes they are given up; when ten have come together, it is the endpoint
 * that refuses, and all are let go to be delivered again.
 *
 * <p>A record counts once. One that was let go and is refused again, after another has shown that
 * the endpoint is well, says nothing new about the endpoint.
 */
final class RefusalStreak {

  static final int ENDPOINT = 10;

  /** Not noted yet; one without a reason was delivered, while one before it was held back. */
  private record Held(Batch part, String reason, int attempts, boolean counts) {}

  private final Cursor cursor;
  private final List<Held> held = new ArrayList<>();

  /** Given up since the last delivery: when a streak comes to ten, they are taken back. */
  private final List<Held> givenUp = new ArrayList<>();

  /** By position, how often each was tried that was let go. */
  private final NavigableMap<Long, Integer> letGo = new TreeMap<>();

  private int length;

  RefusalStreak(Cursor cursor) {
    this.cursor = cursor;
  }

  /** Whether the endpoint refuses whatever it is sent. */
  boolean isTheEndpoint() {
    return length >= ENDPOINT;
  }

  /** Whether nothing is held back. */
  boolean holdsNothing() {
    return held.isEmpty();
  }

  /** What was held back when the last window was left is in this one again. */
  void beginAnew() {
    length -= (int) held.stream().filter(Held::counts).count();
    held.clear();
  }

  /** How often that record was tried before it was let go. */
  int attemptsBefore(Batch lone) {
    return letGo.getOrDefault(lone.positionAfter(), 0);
  }

  /** Holds back a refused record. */
  void refused(Batch lone, String reason, int attempts) {
    boolean counts = !letGo.containsKey(lone.positionAfter());
    held.add(new Held(lone, reason, attempts, counts));
    if (counts) {
      length++;
    }
  }

  /** Keeps in its turn what was delivered before what is held back. */
  void deliveredEarlier(Batch part) {
    held.add(new Held(part, null, 0, false));
  }

  /** Notes what is held back, in order. May be called again after a failure. */
  void note() {
    while (!held.isEmpty()) {
      Held first = held.get(0);
      if (first.reason == null) {
        cursor.delivered(first.part);
      } else {
        cursor.refused(first.part, first.reason, first.attempts);
        givenUp.add(first);
      }
      held.remove(0);
    }
  }

  /** Those that were given up and are to be taken back. */
  List<Batch> givenUp() {
    return givenUp.stream().map(Held::part).toList();
  }

  /** It is the endpoint: nothing is held back or given up any more. */
  void letGo() {
    givenUp.forEach(this::letGo);
    held.stream().filter(one -> one.reason != null).forEach(this::letGo);
    givenUp.clear();
    held.clear();
  }

  private void letGo(Held one) {
    letGo(one.part, one.attempts);
  }

  /** Refused while it is the endpoint. */
  void letGo(Batch lone, int attempts) {
    letGo.put(lone.positionAfter(), attempts);
  }

  /** One has passed; those refused before it are to show what they are. */
  void end() {
    length = 0;
  }

  /** Everything up to there has been noted. */
  void over(long position) {
    length = 0;
    givenUp.clear();
    letGo.headMap(position, true).clear();
  }
}
