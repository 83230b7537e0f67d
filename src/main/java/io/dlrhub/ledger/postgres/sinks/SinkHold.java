package io.dlrhub.ledger.postgres.sinks;

import io.dlrhub.ledger.postgres.database.Session;
import java.sql.SQLException;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** By what right this instance feeds a sink; shared by its feed and its redeliveries. */
final class SinkHold {

  private static final Logger LOG = LoggerFactory.getLogger(SinkHold.class);

  private final String sink;
  private final SinkParts parts;
  private volatile long epoch = -1;
  private boolean told;
  private boolean closed;

  SinkHold(String sink, SinkParts parts) {
    this.sink = sink;
    this.parts = parts;
  }

  String sink() {
    return sink;
  }

  /** Whether it is held, or can be taken; false while another instance feeds the sink. */
  synchronized boolean takes(Session session) throws SQLException {
    if (closed) {
      return false;
    }
    if (isHeld(session)) {
      return true;
    }
    boolean lost = epoch >= 0;
    OptionalLong taken = parts.leases().take(session, SinkTable.LEASE + sink);
    if (taken.isPresent()) {
      epoch = taken.getAsLong();
      if (told || lost) {
        LOG.info("Sink {}: this instance feeds it from now on", sink);
      }
      told = false;
    } else if (!told) {
      told = true;
      epoch = -1;
      LOG.info("Sink {}: another instance feeds it; this one stands by", sink);
    }
    return taken.isPresent();
  }

  /** Whether it is still held; stays so to the end of the transaction. */
  boolean isHeld(Session session) throws SQLException {
    long number = epoch;
    return number >= 0 && parts.leases().isHeld(session, SinkTable.LEASE + sink, number);
  }

  /** Whether it is held, with a word where it is not: what was delivered may come once more. */
  boolean isHeldOrTell(Session session) throws SQLException {
    boolean held = isHeld(session);
    if (!held) {
      LOG.warn("Sink {}: another instance has taken over; its position is left to that", sink);
    }
    return held;
  }

  synchronized void letGo() {
    closed = true;
    if (epoch >= 0) {
      parts.leases().release(SinkTable.LEASE + sink, epoch);
      epoch = -1;
    }
  }
}
