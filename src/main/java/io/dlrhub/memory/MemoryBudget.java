package io.dlrhub.memory;

import java.util.HashMap;
import java.util.Map;

/**
 * How many bytes of the heap may be held for what comes from outside. Safe for use by many threads.
 *
 * <p>Large things share one part, of which a holder (a sender's address, a token, a provider's
 * account, a folder) has half at most. Small ones, bodies up to {@link #SMALL_BODY} bytes, have a
 * part of their own before that, which nothing large can use up.
 */
public final class MemoryBudget {

  /** Bodies up to so many bytes are small. */
  public static final int SMALL_BODY = 64 * 1024;

  /** Sixteenths of the heap: of 256 MiB 80 MiB for what is large, 16 MiB for what is small. */
  private static final int LARGE_PARTS = 5;

  private static final int PARTS = 16;

  private static final MemoryBudget PROCESS = ofHeap(Runtime.getRuntime().maxMemory());

  private final long mostLarge;
  private final long mostOfOne;
  private final long mostSmall;
  private final Map<String, Long> heldBy = new HashMap<>();
  private long large;
  private long small;

  private MemoryBudget(long mostLarge, long mostSmall) {
    this.mostLarge = mostLarge;
    this.mostOfOne = mostLarge / 2;
    this.mostSmall = mostSmall;
  }

  /** The one of this process. */
  public static MemoryBudget ofProcess() {
    return PROCESS;
  }

  /** One for a heap of so many bytes. */
  public static MemoryBudget ofHeap(long maxMemory) {
    return new MemoryBudget(maxMemory / PARTS * LARGE_PARTS, maxMemory / PARTS);
  }

  /**
   * A reservation of nothing so far, for something that is small until it has grown.
   *
   * @param holders who all of it is counted for, each
   */
  public Reservation open(String... holders) {
    return new Reservation(this, true, holders);
  }

  /**
   * A reservation of nothing so far, for something that is known to become large.
   *
   * @param holders who all of it is counted for, each
   */
  public Reservation openLarge(String... holders) {
    return new Reservation(this, false, holders);
  }

  /** Bytes held at the moment, large and small. */
  public synchronized long held() {
    return large + small;
  }

  /** Most bytes one holder may have of what is large. */
  public long mostOfOne() {
    return mostOfOne;
  }

  synchronized boolean takeSmall(long bytes) {
    if (small + bytes > mostSmall) {
      return false;
    }
    small += bytes;
    return true;
  }

  synchronized void giveBackSmall(long bytes) {
    small -= bytes;
  }

  /**
   * Takes from the large part.
   *
   * @param own what the asking reservation has of it already
   */
  synchronized void takeLarge(String[] holders, long own, long bytes) {
    for (String holder : holders) {
      if (heldBy.getOrDefault(holder, 0L) + bytes > mostOfOne) {
        throw new MemoryRefused(
            "one sender may hold " + mostOfOne + " bytes of memory", own + bytes > mostOfOne);
      }
    }
    if (large + bytes > mostLarge) {
      throw new MemoryRefused("all " + mostLarge + " bytes for bodies are in use", false);
    }
    large += bytes;
    for (String holder : holders) {
      heldBy.merge(holder, bytes, Long::sum);
    }
  }

  synchronized void giveBackLarge(String[] holders, long bytes) {
    large -= bytes;
    for (String holder : holders) {
      heldBy.computeIfPresent(holder, (name, held) -> held == bytes ? null : held - bytes);
    }
  }
}
