package io.dlrhub.ledger.postgres.tracking;

import io.dlrhub.ledger.DueQuery;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.TrackedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the schedule on for tracked messages that nobody asks for, because queries are off, and
 * forgets old ones.
 */
public final class ScheduleRunner {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduleRunner.class);
  private static final int AT_ONCE = 500;

  /** Routes that ask may still be starting. */
  private static final long GRACE_NANOS = Duration.ofSeconds(5).toNanos();

  private final TrackingParts services;
  private final Set<DueQuery> asked = ConcurrentHashMap.newKeySet();
  private final Set<DueQuery> known = ConcurrentHashMap.newKeySet();
  private final long openedAt = System.nanoTime();
  private boolean loaded;

  public ScheduleRunner(TrackingParts services) {
    this.services = services;
  }

  /**
   * Opens a cursor for somebody who asks for these from now on.
   *
   * @throws LedgerException if somebody does already
   */
  public DueCursor open(DueQuery query) {
    if (!asked.add(query)) {
      throw new LedgerException(
          "messages of "
              + query.provider()
              + "/"
              + query.account()
              + " ("
              + query.channel().wireName()
              + ") are asked for already");
    }
    return new DueCursor(query, services, () -> asked.remove(query));
  }

  /** There are tracked messages of these. */
  public void tracked(DueQuery query) {
    known.add(query);
  }

  /** A look at the clock, about once a second. */
  public void tick() {
    if (System.nanoTime() - openedAt < GRACE_NANOS) {
      return;
    }
    try {
      load();
      known.stream().filter(query -> !asked.contains(query)).forEach(this::sweep);
      if (!known.isEmpty()) {
        forgetOld();
      }
    } catch (LedgerException e) {
      LOG.debug("Tracked messages wait for the next look: {}", e.getMessage());
    }
  }

  /** Of whom messages are tracked, now or before. */
  public Set<DueQuery> known() {
    load();
    return Set.copyOf(known);
  }

  private synchronized void load() {
    if (!loaded) {
      known.addAll(services.pool().read(MessageTable::queries));
      loaded = true;
    }
  }

  /** Nobody asked, so nothing was answered: each goes to its next step. */
  private void sweep(DueQuery query) {
    try (DueCursor due = new DueCursor(query, services, () -> {})) {
      List<TrackedMessage> messages = due.mayAsk() ? due.due(AT_ONCE) : List.of();
      if (!messages.isEmpty()) {
        due.answered(messages, Set.of());
      }
    }
  }

  private void forgetOld() {
    LedgerOptions options = services.options();
    Instant sentBefore = options.clock().instant().minus(options.retention());
    services
        .underHead()
        .write((database, head) -> services.tracking().forget(database, sentBefore, AT_ONCE));
  }
}
