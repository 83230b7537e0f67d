package io.dlrhub.ledger;

import java.util.Locale;

/** A sink has a replay already; one at a time. */
public class ReplayRunning extends LedgerException {
  private static final long serialVersionUID = 1L;

  private final transient Replay replay;

  public ReplayRunning(Replay replay) {
    super(
        String.format(
            Locale.ROOT,
            "%s of sink %s runs already, since %s: wait for it or cancel it",
            replay.name(),
            replay.options().sink(),
            replay.startedAt()));
    this.replay = replay;
  }

  /** The one that runs. */
  public Replay replay() {
    return replay;
  }
}
