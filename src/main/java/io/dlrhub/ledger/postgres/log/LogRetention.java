package io.dlrhub.ledger.postgres.log;

import io.dlrhub.ledger.postgres.database.Head;
import io.dlrhub.ledger.postgres.database.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the next part of the log when one is full or has been open long enough, and drops parts
 * whose newest record is older than it is kept and which every open feed has passed.
 */
public final class LogRetention {

  private static final Logger LOG = LoggerFactory.getLogger(LogRetention.class);

  /** A part is closed by age too, so that little traffic is dropped in time. */
  private static final int PARTS_KEPT = 10;

  private static final Duration CLOCK_AHEAD = Duration.ofDays(1);

  private final Duration keep;
  private final long capacity;
  private long warnedAt = Long.MIN_VALUE;

  /** Up to where nothing that delivers needs the log. */
  public interface Passed {
    long byAllOpen(Session session) throws SQLException;
  }

  private final Passed passed;

  /**
   * @param keep how long records are kept
   * @param capacity records of a full part
   */
  public LogRetention(Duration keep, long capacity, Passed passed) {
    this.keep = keep;
    this.capacity = capacity;
    this.passed = passed;
  }

  /** Whether {@link #step} would do something; a look without the head. */
  public boolean isDue(Session session, long now) throws SQLException {
    long next = RecordTable.lastSeq(session) + 1;
    PartitionTable.Part newest = PartitionTable.newest(session);
    return mayClose(next - newest.firstSeq(), newest.openedAt(), now)
        || mayGo(session, PartitionTable.oldest(session), now);
  }

  /** One step, with the head held; whether another may follow. */
  public boolean step(Session session, Head head) throws SQLException {
    if (mayClose(head.partRecords(), head.partOpenedAt(), head.now())) {
      PartitionTable.open(session, head);
      return true;
    }
    PartitionTable.Part oldest = PartitionTable.oldest(session);
    if (!mayGo(session, oldest, head.now())) {
      return false;
    }
    PartitionTable.drop(session, oldest);
    LOG.info("Retention removed records {} to {}", oldest.firstSeq(), oldest.endSeq() - 1);
    return true;
  }

  /** The last thing in a transaction: goes on in a new part when this one is full or old. */
  public void closeInTime(Session session, Head head) throws SQLException {
    if (mayClose(head.partRecords(), head.partOpenedAt(), head.now())) {
      PartitionTable.open(session, head);
    }
  }

  private boolean mayClose(long records, long openedAt, long now) {
    return records >= capacity || records > 0 && now - openedAt > keep.toMillis() / PARTS_KEPT;
  }

  private boolean mayGo(Session session, PartitionTable.Part oldest, long now) throws SQLException {
    return !oldest.isOpen()
        && oldest.newestAt() < now - keep.toMillis()
        && passed.byAllOpen(session) >= oldest.endSeq() - 1
        && clockIsCredible(session, now);
  }

  private boolean clockIsCredible(Session session, long now) throws SQLException {
    long newest = session.number(0, "SELECT appended_at FROM head WHERE stream = 0");
    if (now - newest <= CLOCK_AHEAD.toMillis()) {
      return true;
    }
    if (now - CLOCK_AHEAD.toMillis() > warnedAt) {
      warnedAt = now;
      LOG.warn(
          "Retention waits for a record: the clock says {}, the newest record is of {}",
          Instant.ofEpochMilli(now),
          Instant.ofEpochMilli(newest));
    }
    return false;
  }
}
