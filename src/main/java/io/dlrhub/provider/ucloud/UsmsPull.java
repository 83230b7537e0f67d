package io.dlrhub.provider.ucloud;

import io.dlrhub.memory.Reservation;
import io.dlrhub.provider.GrowingPause;
import io.dlrhub.provider.HostBeans;
import io.dlrhub.provider.HttpAnswer;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.InDoubt;
import io.dlrhub.report.PullElsewhere;
import io.dlrhub.report.PullJournal;
import io.dlrhub.report.PullObserver;
import io.dlrhub.report.PullOutcome;
import io.dlrhub.report.Rejected;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.support.service.ServiceSupport;

/**
 * One account's pulls, one at a time: announced before they are sent, and what they bring kept in
 * hand until it is stored (docs/protocol/ucloud.md).
 *
 * <p>The steps of the Kamelet {@code ucloud-usms-pull-source} that remember something between them;
 * for one thread. A pull goes {@link #announce}, <em>sign</em>, <em>call</em>, {@link #check},
 * <em>split</em>, <em>normalise</em>, {@link #keep}; what is kept is handed on until {@link
 * #stored}.
 *
 * <p>What is the host's duty: one instance an account in all processes together; no error handler
 * on the route that begins here, which must end only when the page is durable; to keep {@code
 * dlrRejected}, to act on {@code dlrInDoubt} and to end {@code dlrPullIntent} in its journal. A
 * page in hand lives in memory: it is lost with the process, and only a journal tells. See
 * docs/embedding.md.
 */
public final class UsmsPull extends UsmsPullOptions {

  /** The call of UCloud's. */
  static final String ACTION = "PullUSMSReport";

  /** Most reports a page can have. */
  static final int MAX_LIMIT = 200;

  private static final Duration LONGEST_HAND_ON = Duration.ofSeconds(30);

  /** How often an instance that stands by asks whether the one that pulls is dead. */
  private static final Duration STAND_BY = Duration.ofSeconds(1);

  private String account;
  private PullTimes times;
  private IntentInHand intent;
  private PullLog log;
  private Clock clock;
  private GrowingPause pulls;
  private GrowingPause handOns;
  private boolean underWay;
  private Instant startedAt;
  private PulledPage page;
  private Reservation held = Reservation.ofNothing();

  /**
   * Checks every option.
   *
   * @throws IllegalArgumentException naming the option, its value and what is accepted
   */
  public void start() throws Exception {
    open(account(), times(), journal(), HostBeans.observer(getCamelContext()), clock());
    getCamelContext().addService(new EndWithContext());
  }

  void open(
      String name,
      PullTimes when,
      Supplier<PullJournal> journal,
      PullObserver observer,
      Clock time) {
    account = name;
    times = when;
    intent = new IntentInHand(journal, name);
    log = new PullLog(name, observer);
    clock = time;
    pulls = new GrowingPause(time, when.backoff(), when.backoffLongest());
    handOns = new GrowingPause(time, when.tick(), LONGEST_HAND_ON);
  }

  /** What a page in hand holds of the memory is given back when nobody can hand it on any more. */
  private final class EndWithContext extends ServiceSupport {
    @Override
    protected void doStop() {
      held.close();
    }
  }

  /** Whether to go round once more: a page waits to be handed on, or the next pull is due. */
  public boolean hasWork() {
    return page != null ? handOns.isOver() : pulls.isOver();
  }

  /** Whether to ask UCloud first; not while a page is in hand. */
  public boolean isEmptyHanded() {
    return page == null;
  }

  /** The page in hand; null when there is none. */
  PulledPage inHand() {
    return page;
  }

  /** Writes down that a pull is about to be sent; ends the round where that is not possible. */
  public void announce(Exchange exchange) {
    if (!begin()) {
      exchange.setRouteStop(true);
    }
  }

  /**
   * Announces a pull, which counts as sent from now on.
   *
   * @return false if nothing may be sent, because the announcement could not be made durable, or
   *     because of the pull before nobody said what came of it: that one is then in hand, in doubt
   */
  boolean begin() {
    if (underWay) {
      String detail = "what came of it could not be taken in";
      PullVerdict lost = PullVerdict.inDoubt(PullOutcome.NOT_UNDERSTOOD, detail);
      takeInHand(new PullResult(lost, List.of(), List.of()));
      return false;
    }
    try {
      intent.open();
    } catch (PullElsewhere e) {
      log.elsewhere(e);
      pulls.reset(STAND_BY);
      return false;
    } catch (RuntimeException e) {
      log.notBegun(e, pulls.grow(times.period()));
      return false;
    }
    startedAt = clock.instant();
    underWay = true;
    return true;
  }

  /** Says what HTTP tells of the answer, a {@link HttpAnswer}, whose memory is ours from now on. */
  public void check(Exchange exchange) {
    HttpAnswer answer = exchange.getMessage().getBody(HttpAnswer.class);
    held = answer.held();
    exchange.setProperty(PullVerdict.PROPERTY, PullVerdict.ofHttp(answer));
  }

  /** Takes what came of a pull in hand; ends the round if there is nothing to hand on. */
  public void keep(Exchange exchange) {
    PullVerdict verdict = (PullVerdict) exchange.removeProperty(PullVerdict.PROPERTY);
    @SuppressWarnings("unchecked")
    List<DeliveryReport> reports = exchange.getMessage().getBody(List.class);
    @SuppressWarnings("unchecked")
    List<Rejected> rejected = exchange.getProperty(Rejected.PROPERTY, List.of(), List.class);
    keep(new PullResult(verdict, reports, rejected));
    if (page == null) {
      exchange.setRouteStop(true);
    }
  }

  /** Afterwards a page is in hand, unless nothing happened. */
  private void keep(PullResult result) {
    if (!result.nothingHappened()) {
      takeInHand(result);
      return;
    }
    held.close();
    underWay = false;
    try {
      intent.cancel();
    } catch (RuntimeException e) {
      log.notCancelled(e);
    }
    tell(result);
  }

  /** Before anybody is told of it: who throws then must not cost the page. */
  private void takeInHand(PullResult result) {
    PullVerdict verdict = result.verdict();
    InDoubt inDoubt =
        verdict.inDoubt()
            ? new InDoubt(ReceiptNormaliser.PROVIDER, account, ACTION, startedAt, verdict.detail())
            : null;
    page = new PulledPage(result.reports(), result.rejected(), intent.take(), inDoubt);
    underWay = false;
    tell(result);
  }

  private void tell(PullResult result) {
    PullVerdict verdict = result.verdict();
    Duration pause =
        switch (verdict.pause()) {
          case NONE -> pulls.reset(Duration.ZERO);
          case PERIOD -> pulls.reset(times.period());
          case GROWING -> pulls.grow(times.period());
          case LONGEST -> pulls.beginLongest();
        };
    log.ended(verdict, pause);
  }

  /** Puts the page on the exchange; until {@link #stored} it is in hand and due again later. */
  public void handOn(Exchange exchange) {
    if (handOns.inARow() > 0) {
      log.handedOnAgain(page.reports().size(), handOns.inARow() + 1);
    }
    handOns.grow(Duration.ZERO);
    page.putOn(exchange);
  }

  /**
   * Reached only if everything behind the Kamelet has succeeded: the evidence.
   *
   * @throws IllegalStateException if it says itself that something was {@link
   *     io.dlrhub.report.NotStored}
   */
  public void stored(Exchange exchange) {
    HostBeans.requireStored(exchange);
    stored();
  }

  void stored() {
    page = null;
    held.close();
    handOns.reset(Duration.ZERO);
  }

  /** What is behind the Kamelet has failed, and nobody there has dealt with it. */
  public void notStored(Exchange exchange) {
    log.notStored(
        page.reports().size(), exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
  }
}
