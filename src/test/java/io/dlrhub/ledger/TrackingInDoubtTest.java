package io.dlrhub.ledger;

import static io.dlrhub.ledger.SampleMessages.QUERY;
import static io.dlrhub.ledger.SampleMessages.SENT;
import static io.dlrhub.ledger.SampleMessages.askTwice;
import static io.dlrhub.ledger.SampleMessages.everything;
import static io.dlrhub.ledger.SampleMessages.report;
import static io.dlrhub.ledger.SampleMessages.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.InDoubt;
import io.dlrhub.report.PullIntent;
import io.dlrhub.testing.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which messages are asked for at once when reports may have been lost with a pull. */
class TrackingInDoubtTest {

  @TempDir Path folder;
  private final SettableClock clock = new SettableClock(SENT);
  @AutoClose private Ledger ledger;

  @BeforeEach
  void open() {
    ledger = Ledger.open(SampleMessages.options(folder.resolve("ledger.db"), clock));
  }

  @Test
  void asksAtOnceForWhatAPullInDoubtMayHaveHeld() {
    ledger.track(List.of(sent("open", "18512345678"), sent("done", "13100000000")));
    ledger.append(Append.of(List.of(report("done", "13100000000", DeliveryStatus.DELIVERED))));
    try (Due due = ledger.due(QUERY)) {
      assertThat(due.poll(10)).isEmpty();
      doubt();
      List<TrackedMessage> asked = due.poll(10);
      assertThat(asked).extracting(TrackedMessage::messageId).containsExactly("open");
      due.answered(asked, Set.of());
      assertThat(due.poll(10)).as("asked once").isEmpty();
      clock.advance(Duration.ofMinutes(5));
      assertThat(due.poll(10)).as("no step was used up").hasSize(1);
    }
  }

  @Test
  void asksAtOnceForAMessageToldOnlyAfterThePullInDoubt() {
    clock.advance(Duration.ofMinutes(1));
    doubt();
    ledger.track(List.of(sent("m", "18512345678")));
    try (Due due = ledger.due(QUERY)) {
      assertThat(due.poll(10)).hasSize(1);
    }
  }

  @Test
  void asksForGivenUpMessagesTooAfterAPullInDoubt() throws Exception {
    ledger.track(List.of(sent("m", "18512345678")));
    try (Due due = ledger.due(QUERY);
        Feed feed = everything(ledger)) {
      askTwice(due, clock);
      doubt();
      due.answered(due.poll(10), Set.of());
      assertThat(due.poll(10)).isEmpty();
      assertThat(feed.poll(10, Duration.ZERO)).as("reported as missing once").hasSize(1);
    }
  }

  @Test
  void asksOnceForTwoPullsInDoubtThatCameBeforeAnybodyAsked() {
    ledger.track(List.of(sent("m", "18512345678")));
    try (Due due = ledger.due(QUERY)) {
      doubt();
      doubt();
      due.answered(due.poll(10), Set.of());
      assertThat(due.poll(10)).isEmpty();
    }
  }

  @Test
  void asksOnceMoreForAPullInDoubtThatCameWhileAnswersWereWaitedFor() {
    ledger.track(List.of(sent("m", "18512345678")));
    try (Due due = ledger.due(QUERY)) {
      doubt();
      List<TrackedMessage> asked = due.poll(10);
      doubt();
      due.answered(asked, Set.of());
      assertThat(due.poll(10)).hasSize(1);
    }
  }

  @Test
  void leavesMessagesOfMoreThan72HoursBeforeAPullInDoubtAlone() {
    ledger.track(List.of(sent("old", "18512345678")));
    clock.advance(Duration.ofHours(73));
    try (Due due = ledger.due(QUERY)) {
      due.answered(due.poll(10), Set.of());
      doubt();
      assertThat(due.poll(10)).isEmpty();
    }
  }

  @Test
  void rememberAcrossRestarts() {
    ledger.track(List.of(sent("m", "18512345678")));
    doubt();
    ledger.close();
    open();
    try (Due due = ledger.due(QUERY)) {
      assertThat(due.poll(10)).hasSize(1);
    }
  }

  @Test
  void marksManyMessagesAfterAPullInDoubt() {
    ledger.track(IntStream.range(0, 7000).mapToObj(i -> sent("many-" + i)).toList());
    try (Due due = ledger.due(QUERY)) {
      doubt();
      assertThat(due.poll(10_000)).hasSize(7000);
    }
  }

  private void doubt() {
    PullIntent intent = ledger.begin("ucloud", "default", "PullUSMSReport");
    ledger.append(
        new Append(
            List.of(),
            List.of(),
            intent,
            new InDoubt("ucloud", "default", "PullUSMSReport", clock.instant(), "cut")));
  }
}
