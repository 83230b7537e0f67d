package io.dlrhub.provider.tencent;

import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log how far the hours that were missed have been fetched. */
final class CatchUp {

  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

  /** A line for each so many hours. */
  private static final long STEP = 50;

  private final TencentAccount account;
  private long missed;
  private long said;

  CatchUp(TencentAccount account) {
    this.account = account;
  }

  /** At the start. */
  void begin(long hours, Instant first) {
    missed = hours;
    said = hours;
    if (hours > 1) {
      LOG.info("{}: statistics of {} hours to fetch, from {} on", account, hours, first);
    }
  }

  /** After each hour, with how many are left. */
  void left(long hours) {
    if (missed <= 1) {
      return;
    }
    if (hours == 0) {
      LOG.info("{}: statistics of {} hours fetched, up to date", account, missed);
      missed = 0;
    } else if (said - hours >= STEP) {
      LOG.info("{}: statistics of {} hours fetched, {} to go", account, missed - hours, hours);
      said = hours;
    }
  }
}
