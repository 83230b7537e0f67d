package io.dlrhub.provider.ucloud;

import io.dlrhub.report.PullObserver;
import io.dlrhub.report.PullOutcome;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator is told of one account's pulls: log, metrics, the last problem. */
final class PullLog {

  private static final Logger LOG = LoggerFactory.getLogger(UsmsPull.class);

  private final String account;
  private final PullObserver observer;

  PullLog(String account, PullObserver observer) {
    this.account = account;
    this.observer = observer;
  }

  /** A pull has ended; the next one is after that pause. */
  void ended(PullVerdict verdict, Duration pause) {
    log(verdict, pause);
    count(verdict.outcome());
    observer.problem(
        ReceiptNormaliser.PROVIDER,
        account,
        UsmsPull.ACTION,
        verdict.outcome() == PullOutcome.OK ? null : verdict.detail());
  }

  private void log(PullVerdict verdict, Duration pause) {
    String action = UsmsPull.ACTION;
    if (verdict.outcome() == PullOutcome.OK) {
      LOG.debug("account {}: {} brought {}", account, action, verdict.detail());
    } else if (verdict.inDoubt()) {
      LOG.warn(
          "account {}: {} in doubt, reports may be lost: {}; again in {}",
          account,
          action,
          verdict.detail(),
          pause);
    } else if (verdict.pause() == PullPause.LONGEST) {
      LOG.error(
          "account {}: {} refused: {}; again in {}", account, action, verdict.detail(), pause);
    } else {
      LOG.warn("account {}: {}: {}; again in {}", account, action, verdict.detail(), pause);
    }
  }

  /** No pull was sent, as its intent could not be written down. */
  void notBegun(RuntimeException cause, Duration pause) {
    LOG.warn(
        "account {}: {} not sent, its intent could not be stored ({}); again in {}",
        account,
        UsmsPull.ACTION,
        cause.toString(),
        pause);
    count(PullOutcome.NOT_BEGUN);
  }

  /** Another instance pulls of the account. */
  void elsewhere(RuntimeException cause) {
    LOG.debug("account {}: {}", account, cause.getMessage());
  }

  /** An intent could not be ended. */
  void notCancelled(RuntimeException cause) {
    LOG.warn(
        "account {}: the intent of {} stays open: {}", account, UsmsPull.ACTION, cause.toString());
  }

  /** A page is handed on for the second time or more. */
  void handedOnAgain(int reports, int time) {
    count(PullOutcome.NOT_HANDED_ON);
    LOG.warn(
        "account {}: a page of {} reports is not stored yet; handing it on for the {}. time",
        account,
        reports,
        time);
  }

  /** Handing a page on has failed. */
  void notStored(int reports, Throwable cause) {
    LOG.warn(
        "account {}: a page of {} reports could not be stored: {}",
        account,
        reports,
        String.valueOf(cause));
  }

  private void count(PullOutcome outcome) {
    observer.pulled(ReceiptNormaliser.PROVIDER, account, UsmsPull.ACTION, outcome);
  }
}
