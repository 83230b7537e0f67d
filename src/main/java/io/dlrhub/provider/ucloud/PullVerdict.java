package io.dlrhub.provider.ucloud;

import io.dlrhub.provider.AnswerLost;
import io.dlrhub.provider.HttpAnswer;
import io.dlrhub.provider.NotSent;
import io.dlrhub.report.PullOutcome;

/**
 * How a pull ended and what follows from it (docs/protocol/ucloud.md).
 *
 * @param outcome for the metric
 * @param detail for the log and the ledger, for a person
 * @param inDoubt whether reports may have been deleted that are not here
 * @param pause when to pull again
 */
record PullVerdict(PullOutcome outcome, String detail, boolean inDoubt, PullPause pause) {

  /** Name of the exchange property that carries it from <em>check</em> on. */
  static final String PROPERTY = "dlrPullVerdict";

  /** The page may be lost, for that reason. */
  static PullVerdict inDoubt(PullOutcome outcome, String detail) {
    return new PullVerdict(outcome, detail, true, PullPause.GROWING);
  }

  /** What HTTP says of an answer; null where it is a whole one, whose body decides. */
  static PullVerdict ofHttp(HttpAnswer answer) {
    Throwable failure = answer.failure();
    if (failure != null) {
      boolean told = failure instanceof NotSent || failure instanceof AnswerLost;
      String detail = told ? failure.getMessage() : "no answer: " + failure;
      return new PullVerdict(
          PullOutcome.HTTP_TROUBLE, detail, !answer.notSent(), PullPause.GROWING);
    }
    if (answer.status() >= 500) {
      return inDoubt(PullOutcome.HTTP_TROUBLE, "HTTP " + answer.status());
    }
    if (answer.brokenOff() != null) {
      return inDoubt(PullOutcome.HTTP_TROUBLE, answer.brokenOff());
    }
    if (answer.isRedirect()) {
      return refused(answer.redirect());
    }
    if (answer.status() == 429) {
      return new PullVerdict(PullOutcome.RATE_LIMITED, "HTTP 429", false, PullPause.GROWING);
    }
    // surely refused, whatever the body; only reports in it would tell otherwise
    return answer.status() >= 400 ? refused("HTTP " + answer.status()) : null;
  }

  /**
   * What an answer that was understood says.
   *
   * @param message UCloud's words; nullable
   * @param size elements of the page
   * @param limit elements of a full page
   */
  static PullVerdict ofAnswer(RetCode code, String message, int size, int limit) {
    String detail = code + (message == null ? "" : ": " + message);
    return switch (code.kind()) {
      case SUCCESS ->
          new PullVerdict(
              code.outcome(),
              size + " reports",
              false,
              size >= limit ? PullPause.NONE : PullPause.PERIOD);
      case RATE_LIMITED -> new PullVerdict(code.outcome(), detail, false, PullPause.GROWING);
      case REFUSED -> new PullVerdict(code.outcome(), detail, false, PullPause.LONGEST);
      case IN_DOUBT -> inDoubt(code.outcome(), detail);
    };
  }

  private static PullVerdict refused(String detail) {
    return new PullVerdict(PullOutcome.REFUSED, detail, false, PullPause.LONGEST);
  }
}
