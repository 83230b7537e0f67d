package io.dlrhub.provider.tencent;

import io.dlrhub.provider.tencent.TencentCode.Reaction;
import io.dlrhub.report.PullOutcome;

/** A call that brought no answer about its hour, and what to do about it. */
final class CallFailed extends Exception {

  private static final long serialVersionUID = 1;

  private final PullOutcome outcome;
  private final Reaction reaction;

  CallFailed(String message, PullOutcome outcome, Reaction reaction) {
    super(message);
    this.outcome = outcome;
    this.reaction = reaction;
  }

  PullOutcome outcome() {
    return outcome;
  }

  Reaction reaction() {
    return reaction;
  }
}
