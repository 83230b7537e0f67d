package io.dlrhub.provider.ucloud;

import io.dlrhub.memory.Reservation;
import io.dlrhub.provider.GrowingPause;
import io.dlrhub.provider.HttpAnswer;
import io.dlrhub.report.InDoubt;
import io.dlrhub.report.PullElsewhere;
import io.dlrhub.report.PullIntent;
import io.dlrhub.report.PullJournal;
import io.dlrhub.report.PullObserver;
import io.dlrhub.report.PullOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account's pulls, one at a time: announced before they are sent, and what they bring kept in
 * hand until it is stored (docs/protocol/ucloud.md).
 *
 * <p>Knows neither Camel nor HTTP. The caller asks {@link #hasWork}, then either announces, signs
 * and sends a request and says what came of it, or hands on the page in hand. For one thread.
 */
final class UsmsPull {

  private static final Logger LOG = LoggerFactory.getLogger(UsmsPull.class);
  private static final Duration LONGEST_HAND_ON = Duration.ofSeconds(30);
  private static final String PROVIDER = ReceiptNormaliser.PROVIDER;
  private static final String ACTION = UsmsPullReader.ACTION;

  /** How often an instance that stands by asks whether the one that pulls is dead. */
  private static final Duration STAND_BY = Duration.ofSeconds(1);

  private final PullSettings settings;
  private final UsmsPullReader reader;
  private final PullJournal journal;
  private final PullObserver observer;
  private final Clock clock;
  private final GrowingPause pulls;
  private final GrowingPause handOns;
  private PullIntent intent;
  private boolean underWay;
  private Instant startedAt;
  private PulledPage page;
  private Reservation held = Reservation.ofNothing();

  UsmsPull(PullSettings settings, PullJournal journal, PullObserver observer, Clock clock) {
    this.settings = settings;
    this.journal = journal;
    this.observer = observer;
    this.clock = clock;
    this.reader =
        new UsmsPullReader(settings.account(), settings.phones(), settings.limit(), clock);
    this.pulls = new GrowingPause(clock, settings.backoff(), settings.backoffLongest());
    this.handOns = new GrowingPause(clock, settings.tick(), LONGEST_HAND_ON);
  }

  /** Whether a page waits to be handed on, or the next pull is due. */
  boolean hasWork() {
    return page != null ? handOns.isOver() : pulls.isOver();
  }

  /** The page in hand; null when there is none. */
  PulledPage inHand() {
    return page;
  }

  /**
   * Announces a pull.
   *
   * @return false if nothing may be sent, because the announcement could not be made durable, or
   *     because of the pull before nobody said what came of it: that one is then in hand, in doubt
   */
  boolean announce() {
    if (underWay) {
      givenUp();
      return false;
    }
    return intent == null ? begin() : resume();
  }

  /** The body of the request that was announced; it counts as sent from now on. */
  String sign() {
    String request = settings.signedRequest();
    startedAt = clock.instant();
    underWay = true;
    return request;
  }

  /** The request may have been sent, and taking its answer has failed: its page may be lost. */
  private void givenUp() {
    String detail = "what came of it could not be taken in";
    takeInHand(
        new PullResult(
            PullOutcome.NOT_UNDERSTOOD, detail, true, PullPause.GROWING, List.of(), List.of()));
  }

  /**
   * The intent of a pull that came to nothing and could not be cancelled serves, if it still may.
   */
  private boolean resume() {
    try {
      if (journal.isOpen(intent)) {
        return true;
      }
    } catch (RuntimeException e) {
      notBegun(e);
      return false;
    }
    intent = null;
    return begin();
  }

  private boolean begin() {
    try {
      intent = journal.begin(PROVIDER, settings.account(), ACTION);
      return true;
    } catch (PullElsewhere e) {
      LOG.debug("account {}: {}", settings.account(), e.getMessage());
      pulls.reset(STAND_BY);
      return false;
    } catch (RuntimeException e) {
      notBegun(e);
      return false;
    }
  }

  private void notBegun(RuntimeException e) {
    Duration pause = pulls.grow(settings.period());
    LOG.warn(
        "account {}: {} not sent, its intent could not be stored ({}); again in {}",
        settings.account(),
        ACTION,
        e.toString(),
        pause);
    ended(PullOutcome.NOT_BEGUN);
  }

  /** What came of the request. Afterwards a page is in hand, unless nothing happened. */
  void answered(HttpAnswer answer) {
    held = answer.held();
    PullResult result = reader.read(answer);
    if (result.nothingHappened()) {
      held.close();
      underWay = false;
      cancel();
      tell(result);
    } else {
      takeInHand(result);
    }
  }

  /** Before anybody is told of it: who throws then must not cost the page. */
  private void takeInHand(PullResult result) {
    InDoubt inDoubt =
        result.inDoubt()
            ? new InDoubt(PROVIDER, settings.account(), ACTION, startedAt, result.detail())
            : null;
    page = new PulledPage(result.reports(), result.rejected(), intent, inDoubt);
    intent = null;
    underWay = false;
    tell(result);
  }

  private void tell(PullResult result) {
    log(result, pauseAfter(result));
    ended(result.outcome());
    observer.problem(
        PROVIDER,
        settings.account(),
        ACTION,
        result.outcome() == PullOutcome.OK ? null : result.detail());
  }

  private Duration pauseAfter(PullResult result) {
    return switch (result.pause()) {
      case NONE -> pulls.reset(Duration.ZERO);
      case PERIOD -> pulls.reset(settings.period());
      case GROWING -> pulls.grow(settings.period());
      case LONGEST -> pulls.beginLongest();
    };
  }

  /** An intent that cannot be ended serves for the next pull: it is durable still. */
  private void cancel() {
    try {
      journal.cancel(intent);
      intent = null;
    } catch (RuntimeException e) {
      LOG.warn(
          "account {}: the intent of {} stays open: {}", settings.account(), ACTION, e.toString());
    }
  }

  private void log(PullResult result, Duration pause) {
    String account = settings.account();
    if (result.outcome() == PullOutcome.OK) {
      LOG.debug("account {}: {} brought {}", account, ACTION, result.detail());
    } else if (result.inDoubt()) {
      LOG.warn(
          "account {}: {} in doubt, reports may be lost: {}; again in {}",
          account,
          ACTION,
          result.detail(),
          pause);
    } else if (result.pause() == PullPause.LONGEST) {
      LOG.error("account {}: {} refused: {}; again in {}", account, ACTION, result.detail(), pause);
    } else {
      LOG.warn("account {}: {}: {}; again in {}", account, ACTION, result.detail(), pause);
    }
  }

  private void ended(PullOutcome outcome) {
    observer.pulled(PROVIDER, settings.account(), ACTION, outcome);
  }

  /** About to hand the page on; until {@link #stored} it is in hand and due again later. */
  PulledPage handOn() {
    if (handOns.inARow() > 0) {
      ended(PullOutcome.NOT_HANDED_ON);
      LOG.warn(
          "account {}: a page of {} reports is not stored yet; handing it on for the {}. time",
          settings.account(),
          page.reports().size(),
          handOns.inARow() + 1);
    }
    handOns.grow(Duration.ZERO);
    return page;
  }

  /** The page is where it will not be lost. */
  void stored() {
    page = null;
    held.close();
    handOns.reset(Duration.ZERO);
  }

  /** Nobody will ask again; a page in hand is in the journal, as one whose end is not known. */
  void close() {
    held.close();
  }

  /** Handing it on has failed; the page stays in hand. */
  void notStored(Throwable cause) {
    LOG.warn(
        "account {}: a page of {} reports could not be stored: {}",
        settings.account(),
        page.reports().size(),
        String.valueOf(cause));
  }
}
