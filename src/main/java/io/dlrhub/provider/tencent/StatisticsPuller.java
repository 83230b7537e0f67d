package io.dlrhub.provider.tencent;

import io.dlrhub.provider.GrowingPause;
import io.dlrhub.provider.HttpAnswer;
import io.dlrhub.provider.tencent.TencentAnswer.Garbled;
import io.dlrhub.provider.tencent.TencentAnswer.NoFigures;
import io.dlrhub.provider.tencent.TencentAnswer.Reading;
import io.dlrhub.provider.tencent.TencentCode.Reaction;
import io.dlrhub.report.PullObserver;
import io.dlrhub.report.PullOutcome;
import io.dlrhub.report.Record;
import io.dlrhub.report.RejectReason;
import io.dlrhub.report.Rejected;
import io.dlrhub.report.WindowJournal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which hour of one account to ask for and when, and what an answer means for it. One call
 * at a time; knows neither HTTP clients nor Camel.
 *
 * <p>A call goes {@link #begin}, {@link #read}, {@link #normalise}, {@link #handedOn}; {@link
 * #failed} ends it at any point. An hour counts as read only after {@code handedOn}.
 */
final class StatisticsPuller {

  /** Our name of the provider. */
  static final String PROVIDER = "tencent";

  /** Where quarantined answers say they come from. */
  static final String SOURCE = Rejected.TENCENT_STATISTICS;

  private static final Logger LOG = LoggerFactory.getLogger(StatisticsPuller.class);

  private final TencentAccount account;
  private final FetchSchedule rhythm;
  private final GrowingPause pause;
  private final Clock clock;
  private final PullObserver observer;
  private final Supplier<WindowJournal> journal;
  private final CompleteHours complete;
  private final CatchUp catchUp;
  private HourPlan plan;
  private StatisticsCall call;
  private TencentAnswer answer;
  private Instant toldEmpty;
  private boolean standsBy;

  StatisticsPuller(
      TencentAccount account,
      FetchSchedule rhythm,
      GrowingPause pause,
      Clock clock,
      Supplier<WindowJournal> journal,
      PullObserver observer) {
    this.account = account;
    this.rhythm = rhythm;
    this.pause = pause;
    this.clock = clock;
    this.observer = observer;
    this.journal = journal;
    this.complete = new CompleteHours(account, journal);
    this.catchUp = new CatchUp(account);
  }

  /** An answer that was read, with its bytes. */
  record Answered(TencentAnswer answer, byte[] body, Instant at) {}

  /** What an answer has to hand on. */
  record Taken(List<Record> records, List<Rejected> rejected) {}

  /** Whether an hour is to be asked for now. */
  synchronized boolean due() {
    Instant now = clock.instant();
    if (call != null || !pause.isOver() || plan != null && plan.next(now).isEmpty()) {
      return false;
    }
    return isOurs() && opened(now) && plan.next(now).isPresent();
  }

  /** Another instance that asks for this account moves its hours on meanwhile. */
  private boolean isOurs() {
    boolean ours;
    try {
      ours = journal.get().mayFetch(PROVIDER, account.name());
    } catch (RuntimeException e) {
      LOG.warn(
          "{}: whose turn it is cannot be told, asking again in {} s: {}",
          account,
          pause.grow(Duration.ZERO).toSeconds(),
          e.toString());
      return false;
    }
    if (ours == standsBy) {
      standsBy = !ours;
      LOG.info(
          "{}: {}",
          account,
          ours
              ? "this instance asks for statistics from now on"
              : "another instance asks for statistics; this one stands by");
    }
    if (!ours) {
      plan = null;
    }
    return ours;
  }

  /** Begins the call for the hour that is due. */
  synchronized StatisticsCall begin() {
    Instant now = clock.instant();
    Instant hour = plan.next(now).orElseThrow(() -> new IllegalStateException("no hour is due"));
    call = StatisticsCall.of(account, hour, now);
    answer = null;
    return call;
  }

  /**
   * Reads what the provider answered.
   *
   * @param reply that was {@link HttpReply#check checked}
   * @throws CallFailed if that is nothing to hand on
   */
  synchronized Answered read(HttpAnswer reply) throws CallFailed {
    Instant now = clock.instant();
    answer = new HttpReply(reply, now).answer();
    return new Answered(answer, reply.body(), now);
  }

  /** Makes the record of figures; of anything else, what is kept of it. */
  synchronized Taken normalise(Answered answered) {
    byte[] body = answered.body();
    if (answered.answer() instanceof Reading reading) {
      Record record =
          reading
              .figures()
              .toRecord(account.name(), call.windowStart(), answered.at(), reading.raw());
      return new Taken(List.of(record), List.of());
    }
    if (answered.answer() instanceof Garbled garbled) {
      String detail = garbled.detail() + " (hour " + hour() + ")";
      Rejected rejected = garbled.reason().rejected(SOURCE, account.name(), detail, body);
      return new Taken(List.of(), List.of(rejected));
    }
    NoFigures nothing = (NoFigures) answered.answer();
    String detail = "no figures for hour " + hour() + ": " + nothing.detail();
    if (!call.windowStart().equals(toldEmpty)) {
      toldEmpty = call.windowStart();
      LOG.warn("{}: {} answered {}", account, StatisticsCall.ACTION, detail);
    }
    return new Taken(
        List.of(), List.of(RejectReason.NO_DATA.rejected(SOURCE, account.name(), detail, body)));
  }

  /** The answer has been taken over by whoever wanted it. */
  synchronized void handedOn() {
    if (answer instanceof Garbled garbled) {
      String message = "the answer could not be understood: " + garbled.detail();
      giveTrouble(PullOutcome.NOT_UNDERSTOOD, Reaction.THIS_HOUR, message);
    } else {
      pause.reset(Duration.ZERO);
      plan.read(call.windowStart(), call.askedAt());
      noteProgress();
      end(PullOutcome.OK, null);
    }
  }

  /** The call, or handing its answer on, has failed. */
  synchronized void failed(Exception e) {
    if (call == null) {
      return;
    }
    if (answer != null) {
      giveTrouble(PullOutcome.NOT_HANDED_ON, Reaction.BACK_OFF, "not handed on: " + e);
    } else if (e instanceof CallFailed refused) {
      giveTrouble(refused.outcome(), refused.reaction(), refused.getMessage());
    } else {
      giveTrouble(PullOutcome.HTTP_TROUBLE, Reaction.BACK_OFF, e.toString());
    }
  }

  /** The exchange of a call is over, by whatever way; one without an end counts as failed. */
  synchronized void over(StatisticsCall ended) {
    if (call == ended) {
      failed(new IllegalStateException("the route did not come to its end"));
    }
  }

  private boolean opened(Instant now) {
    if (plan != null) {
      return true;
    }
    try {
      HourPlan opened = new HourPlan(rhythm, complete.open(rhythm, now));
      opened.next(now);
      catchUp.begin(opened.unread(), opened.lastComplete().plus(FetchSchedule.HOUR));
      plan = opened;
      return true;
    } catch (RuntimeException e) {
      LOG.warn(
          "{}: which hours are complete cannot be told, asking again in {} s: {}",
          account,
          pause.grow(Duration.ZERO).toSeconds(),
          e.toString());
      return false;
    }
  }

  private void giveTrouble(PullOutcome outcome, Reaction reaction, String message) {
    Instant now = clock.instant();
    boolean slow = reaction == Reaction.SLOW;
    Duration quiet = slow ? pause.beginLongest() : pause.grow(Duration.ZERO);
    String text = "{}: " + StatisticsCall.ACTION + " for hour {}: {}; next call in {} s";
    if (slow) {
      LOG.error(text, account, hour(), message, quiet.toSeconds());
    } else {
      LOG.warn(text, account, hour(), message, quiet.toSeconds());
    }
    if (reaction == Reaction.THIS_HOUR && plan.failed(call.windowStart(), call.askedAt())) {
      LOG.error("{}: hour {} given up after {} tries", account, hour(), HourPlan.TRIES);
      noteProgress();
    }
    end(outcome, message);
  }

  private void noteProgress() {
    complete.note(plan.lastComplete());
    catchUp.left(plan.unread());
  }

  private void end(PullOutcome outcome, String problem) {
    call = null;
    answer = null;
    observer.pulled(PROVIDER, account.name(), StatisticsCall.ACTION, outcome);
    observer.problem(PROVIDER, account.name(), StatisticsCall.ACTION, problem);
  }

  private long hour() {
    return BeijingHour.number(call.windowStart());
  }
}
