package io.dlrhub.management.api;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Records a second between two looks at a sink; nothing is measured while nobody looks. */
public final class Pace {

  private static final double NANOS = 1e9;
  private static final long SHORTEST = 1_000_000_000L;
  private static final long KEPT = 5_000_000_000L;

  private record Look(long at, long delivered) {}

  private final Map<String, Look> looks = new ConcurrentHashMap<>();

  /** Null at the first look, and for another second. */
  Double of(String sink, long delivered) {
    Look now = new Look(System.nanoTime(), delivered);
    Look before = looks.putIfAbsent(sink, now);
    if (before == null || now.at() - before.at() < SHORTEST) {
      return null;
    }
    if (now.at() - before.at() > KEPT) {
      looks.put(sink, now);
    }
    return Math.round(10 * (delivered - before.delivered()) / ((now.at() - before.at()) / NANOS))
        / 10.0;
  }
}
