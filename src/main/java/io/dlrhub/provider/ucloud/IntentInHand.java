package io.dlrhub.provider.ucloud;

import io.dlrhub.report.PullIntent;
import io.dlrhub.report.PullJournal;
import java.util.function.Supplier;

/**
 * The intent of the pull at hand: one that came to nothing and could not be cancelled serves for
 * the next pull, if it still may.
 */
final class IntentInHand {

  private final Supplier<PullJournal> journal;
  private final String account;
  private PullIntent intent;

  IntentInHand(Supplier<PullJournal> journal, String account) {
    this.journal = journal;
    this.account = account;
  }

  /**
   * Makes sure that one is durable and open.
   *
   * @throws RuntimeException if that is not so; then nothing may be sent
   */
  void open() {
    if (intent != null && !journal.get().isOpen(intent)) {
      intent = null;
    }
    if (intent == null) {
      intent = journal.get().begin(ReceiptNormaliser.PROVIDER, account, UsmsPull.ACTION);
    }
  }

  /** Takes it away: it ends with the page that carries it. */
  PullIntent take() {
    PullIntent taken = intent;
    intent = null;
    return taken;
  }

  /**
   * Ends it, as nothing was handed out.
   *
   * @throws RuntimeException if that could not be made durable; it serves for the next pull
   */
  void cancel() {
    journal.get().cancel(intent);
    intent = null;
  }
}
