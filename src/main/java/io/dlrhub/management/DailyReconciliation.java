package io.dlrhub.management;

import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.ReconciledHour;
import io.dlrhub.ledger.Reconciliation;
import io.dlrhub.ledger.ReconciliationBusy;
import io.dlrhub.ledger.ReconciliationQuery;
import io.dlrhub.ledger.TooManyAccounts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the reconciliation of the day before, a line for each account, when the first hour after
 * midnight UTC is over. The day is noted in the ledger before its lines are logged, so that a
 * restart does not log them again; days missed by a longer stop are left to {@code GET
 * /api/reconciliation}.
 *
 * <p>On a thread of its own: balancing a day may take seconds, which the ledger's housekeeping does
 * not have.
 */
final class DailyReconciliation extends ServiceSupport {

  private static final Logger LOG = LoggerFactory.getLogger(DailyReconciliation.class);

  private static final long LOOK_SECONDS = 1;

  /** Not at once: a start is busy enough. */
  private static final long FIRST_LOOK_SECONDS = 3;

  private static final Duration AFTER_MIDNIGHT = Duration.ofHours(1);
  private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

  private final Clock clock;
  private final Supplier<Ledger> ledger;
  private ScheduledThreadPoolExecutor timer;
  private LocalDate told;
  private long failedAt;
  private boolean failed;

  /**
   * @param ledger the context's ledger; null while none is open
   */
  DailyReconciliation(Clock clock, Supplier<Ledger> ledger) {
    this.clock = clock;
    this.ledger = ledger;
  }

  @Override
  protected void doStart() {
    timer = new ScheduledThreadPoolExecutor(1, DailyReconciliation::thread);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    timer.scheduleWithFixedDelay(this::look, FIRST_LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "dlr-daily-reconciliation");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  protected void doStop() {
    timer.shutdown();
  }

  /** Tells of the day before when it is time and that is not done. */
  void look() {
    LocalDate day =
        LocalDate.ofInstant(clock.instant().minus(AFTER_MIDNIGHT), ZoneOffset.UTC).minusDays(1);
    Ledger open = ledger.get();
    boolean pausing = failed && System.nanoTime() - failedAt < PAUSE_NANOS;
    if (open == null || pausing || told != null && !told.isBefore(day)) {
      return;
    }
    try {
      told = open.reconciliationTold().orElse(LocalDate.MIN);
      if (told.isBefore(day)) {
        tell(open, day);
        told = day;
      }
      failed = false;
    } catch (ReconciliationBusy e) {
      LOG.debug("The reconciliation of {} waits: {}", day, e.getMessage());
    } catch (TooManyAccounts e) {
      LOG.warn("The reconciliation of {} is not told: {}", day, e.getMessage());
      told = day;
    } catch (RuntimeException e) {
      failed = true;
      failedAt = System.nanoTime();
      if (isStopping(e)) {
        LOG.debug("The reconciliation of {} is left: {}", day, e.getMessage());
      } else if (e instanceof LedgerException) {
        LOG.warn("The reconciliation of {} will be tried again: {}", day, e.getMessage());
      } else {
        LOG.warn("The reconciliation of {} could not be told and will be tried again", day, e);
      }
    }
  }

  private boolean isStopping(RuntimeException e) {
    return e instanceof LedgerException && timer != null && timer.isShutdown();
  }

  private void tell(Ledger open, LocalDate day) {
    Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    Reconciliation reconciliation =
        open.reconcile(
            new ReconciliationQuery(null, midnight, midnight.plus(Duration.ofDays(1)), 0));
    open.reconciliationTold(day);
    Map<String, List<ReconciledHour>> accounts =
        reconciliation.hours().stream()
            .collect(
                Collectors.groupingBy(
                    ReconciledHour::account, LinkedHashMap::new, Collectors.toList()));
    String end =
        reconciliation.isComplete(midnight) ? "" : "; retention has removed some of that day";
    accounts.forEach(
        (account, hours) ->
            LOG.info(
                "reconciliation of {} account {}: {}{}", day, plain(account), line(hours), end));
  }

  /** An account is whatever a sender says: no line ends in the log. */
  private static String plain(String account) {
    return account.replaceAll("\\p{Cntrl}", "?");
  }

  private static String line(List<ReconciledHour> hours) {
    DayTotals totals = new DayTotals(hours);
    return totals.tracked() + totals.held() + totals.statistics();
  }
}
