package io.dlrhub.provider.tencent;

import io.dlrhub.report.WindowJournal;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal's entry for one account, written when it moves and again when that failed. */
final class CompleteHours {

  private static final Logger LOG = LoggerFactory.getLogger(CompleteHours.class);

  private final TencentAccount account;
  private final Supplier<WindowJournal> journal;
  private Instant noted;

  CompleteHours(TencentAccount account, Supplier<WindowJournal> journal) {
    this.account = account;
    this.journal = journal;
  }

  /**
   * The last complete hour. For an account that was never seen it is the one before the lookback,
   * and noted at once: otherwise a stop before anything is complete would lose the hours before it.
   *
   * @throws RuntimeException if the journal cannot be read or written
   */
  Instant open(FetchSchedule rhythm, Instant now) {
    Instant before = rhythm.oldest(now).minus(FetchSchedule.HOUR);
    Optional<Instant> found = journal.get().lastComplete(StatisticsPuller.PROVIDER, account.name());
    if (found.isEmpty()) {
      journal.get().complete(StatisticsPuller.PROVIDER, account.name(), before);
      LOG.info("{}: new here, statistics from {} on", account, before.plus(FetchSchedule.HOUR));
      noted = before;
    } else if (found.get().isAfter(now)) {
      LOG.warn(
          "{}: hours until {} are noted as complete, but it is {}; statistics from {} on",
          account,
          found.get(),
          now,
          before.plus(FetchSchedule.HOUR));
      noted = before;
    } else {
      noted = BeijingHour.start(found.get());
    }
    return noted;
  }

  /** Notes how far hours are complete. A journal that fails is logged and tried again next time. */
  void note(Instant lastComplete) {
    if (lastComplete.equals(noted)) {
      return;
    }
    try {
      journal.get().complete(StatisticsPuller.PROVIDER, account.name(), lastComplete);
      noted = lastComplete;
    } catch (RuntimeException e) {
      LOG.warn(
          "{}: hours are complete until {}, which could not be noted: {}",
          account,
          lastComplete,
          e.toString());
    }
  }
}
