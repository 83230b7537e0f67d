package io.dlrhub.ledger;

import static io.dlrhub.ledger.SampleMessages.SENT;
import static io.dlrhub.ledger.SampleMessages.everything;
import static io.dlrhub.ledger.SampleMessages.report;
import static io.dlrhub.ledger.SampleMessages.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.testing.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a ledger can tell of one message: how it is tracked, seen again, and refused. */
class TimelineTest {

  @TempDir Path folder;
  private final SettableClock clock = new SettableClock(SENT);
  @AutoClose private Ledger ledger;

  @BeforeEach
  void open() {
    ledger = Ledger.open(SampleMessages.options(folder.resolve("ledger.db"), clock));
  }

  private void append(String id, DeliveryStatus status) {
    ledger.append(Append.of(List.of(report(id, "18512345678", status))));
  }

  private ReportPage page(String id) {
    return ledger.inspect().reports(new ReportQuery(id, null, null, null, Long.MAX_VALUE, 10));
  }

  private List<Repeat> repeats(String id) {
    return ledger.inspect().repeats(page(id).positions());
  }

  @Test
  void aReportThatCameAgainIsCountedAndRemembersWhen() {
    append("m", DeliveryStatus.DELIVERED);
    append("other", DeliveryStatus.DELIVERED);
    assertThat(repeats("m")).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    append("m", DeliveryStatus.DELIVERED);
    clock.advance(Duration.ofSeconds(1));
    append("m", DeliveryStatus.DELIVERED);
    append("m", DeliveryStatus.UNKNOWN);
    assertThat(repeats("m"))
        .containsExactly(new Repeat(page("m").positions().get(0), "push", 3, SENT.plusSeconds(2)));
    assertThat(repeats("other")).isEmpty();
  }

  @Test
  void countsAreInTheLedgerAfterItWasClosedAndGoOn() {
    append("m", DeliveryStatus.DELIVERED);
    append("m", DeliveryStatus.DELIVERED);
    ledger.close();
    open();
    append("m", DeliveryStatus.DELIVERED);
    assertThat(repeats("m")).singleElement().extracting(Repeat::count).isEqualTo(2L);
    ledger.close();
    open();
    assertThat(repeats("m")).singleElement().extracting(Repeat::count).isEqualTo(2L);
  }

  @Test
  void aTrackedMessageTellsWhenByWhomAndWhatIsStillAsked() {
    clock.advance(Duration.ofSeconds(7));
    ledger.track(List.of(sent("m", "18512345678", "13100000000")), "messages");
    append("m", DeliveryStatus.DELIVERED);
    TrackedState state = ledger.tracked("m").get(0);
    assertThat(state.trackedAt()).isEqualTo(SENT.plusSeconds(7));
    assertThat(state.trackedBy()).isEqualTo("messages");
    assertThat(state.progress()).isEqualTo(TrackedState.Progress.WAITING);
    assertThat(state.phones())
        .containsExactlyInAnyOrder(
            new TrackedState.Phone("18512345678", 2), new TrackedState.Phone("13100000000", 0));
    assertThat(state.next().at()).isEqualTo(SENT.plus(Duration.ofMinutes(5)));
    clock.advance(Duration.ofMinutes(5));
    try (Due due = ledger.due(SampleMessages.QUERY)) {
      due.answered(due.poll(10), Set.of());
    }
    assertThat(ledger.tracked("m").get(0).next())
        .isEqualTo(new TrackedState.Next(SENT.plus(Duration.ofMinutes(30)), 1, false, 0));
    assertThat(ledger.tracked("nobody")).isEmpty();
  }

  @Test
  void deadLettersAreFoundByTheirPlace() throws Exception {
    append("bad", DeliveryStatus.DELIVERED);
    append("good", DeliveryStatus.DELIVERED);
    try (Feed feed = everything(ledger)) {
      Batch batch = feed.poll(1, Duration.ZERO);
      feed.deadLetter(batch.positionAfter(), batch.lines().get(0), "no such field", 1);
      assertThat(ledger.deadLetters().at("test", page("bad").positions()))
          .singleElement()
          .extracting(DeadLetter::reason)
          .isEqualTo("no such field");
      assertThat(ledger.deadLetters().at("test", page("good").positions())).isEmpty();
      assertThat(ledger.deadLetters().at("test", List.of())).isEmpty();
      assertThat(ledger.sinks().get(0).startsAfter()).isZero();
    }
  }
}
