package io.dlrhub.management;

import io.dlrhub.ledger.InDoubtCount;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerHealth;
import io.dlrhub.ledger.SinkState;
import io.dlrhub.ledger.TrackedCounts;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;

/** The context's ledger as management sees it, from whenever there is one. */
final class LedgerView {

  private static final long FRESH_NANOS = 1_000_000_000L;

  private static final long TRACKED_FRESH_NANOS = 10_000_000_000L;

  private record Reading(long at, List<SinkState> sinks, List<InDoubtCount> inDoubt) {}

  private final CamelContext context;
  private volatile Ledger ledger;
  private volatile Reading last;
  private TrackedCounts tracked;
  private long trackedAt;

  LedgerView(CamelContext context) {
    this.context = context;
  }

  /** Null while none is open. */
  Ledger ledger() {
    if (ledger == null) {
      ledger = context.getRegistry().findSingleByType(Ledger.class);
    }
    return ledger;
  }

  /** What this process is called among those that share its ledger; empty where it is alone. */
  Optional<String> instance() {
    Ledger open = ledger();
    return open == null ? Optional.empty() : open.instance();
  }

  LedgerHealth health() {
    Ledger open = ledger();
    return open == null ? new LedgerHealth(false, "no ledger is open") : open.health();
  }

  /** Where the sinks stand, at most a second old. */
  List<SinkState> sinks() {
    return reading().sinks();
  }

  /** Pulls in doubt, at most a second old. */
  List<InDoubtCount> inDoubt() {
    return reading().inDoubt();
  }

  /** Tracked messages, at most ten seconds old: counting a million takes its time. */
  synchronized TrackedCounts tracked() {
    Ledger open = ledger();
    long now = System.nanoTime();
    if (open != null && (tracked == null || now - trackedAt > TRACKED_FRESH_NANOS)) {
      tracked = open.tracked();
      trackedAt = now;
    }
    return tracked == null ? new TrackedCounts(0, 0, 0) : tracked;
  }

  private Reading reading() {
    Ledger open = ledger();
    if (open == null) {
      return new Reading(0, List.of(), List.of());
    }
    Reading reading = last;
    long now = System.nanoTime();
    if (reading == null || now - reading.at() > FRESH_NANOS) {
      reading = new Reading(now, open.sinks(), open.inDoubtCounts());
      last = reading;
    }
    return reading;
  }
}
