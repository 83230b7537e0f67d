package io.dlrhub.memory;

/**
 * What one body, answer or list holds of a {@link MemoryBudget}. Closing gives all of it back;
 * closing again does nothing. Safe for use by many threads.
 */
public final class Reservation implements AutoCloseable {

  /** Exchange property that holds the one of the exchange's body. */
  public static final String PROPERTY = "dlrReservation";

  private final MemoryBudget budget;
  private final String[] holders;
  private boolean stillSmall;
  private boolean closed;
  private long body;
  private long small;
  private long large;

  /** One of no budget, that holds nothing whatever is asked of it. */
  public static Reservation ofNothing() {
    Reservation nothing = new Reservation(null, false);
    nothing.closed = true;
    return nothing;
  }

  Reservation(MemoryBudget budget, boolean stillSmall, String... holders) {
    this.budget = budget;
    this.holders = holders;
    this.stillSmall = stillSmall;
  }

  /**
   * Reserves for so many more bytes that have arrived. Past {@link MemoryBudget#SMALL_BODY} of them
   * all it holds is counted among what is large.
   *
   * @throws MemoryRefused if there is no room; what was reserved before stays
   */
  public synchronized void body(long bytes) {
    if (stillSmall && body + bytes > MemoryBudget.SMALL_BODY) {
      grow();
    }
    objects(bytes);
    body += bytes;
  }

  /**
   * Reserves for objects that are about to be made.
   *
   * @param bytes of the heap, as measured
   * @throws MemoryRefused if there is no room; what was reserved before stays
   */
  public synchronized void objects(long bytes) {
    if (closed) {
      return;
    }
    if (stillSmall && budget.takeSmall(bytes)) {
      small += bytes;
    } else {
      budget.takeLarge(holders, large, bytes);
      large += bytes;
    }
  }

  /** Bytes it holds. */
  public synchronized long held() {
    return small + large;
  }

  private void grow() {
    if (!closed) {
      budget.takeLarge(holders, large, small);
      budget.giveBackSmall(small);
    }
    large += small;
    small = 0;
    stillSmall = false;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      budget.giveBackSmall(small);
      if (large > 0) {
        budget.giveBackLarge(holders, large);
      }
    }
  }
}
