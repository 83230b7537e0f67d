package io.dlrhub.ledger;

import static io.dlrhub.ledger.SampleMessages.QUERY;
import static io.dlrhub.ledger.SampleMessages.SENT;
import static io.dlrhub.ledger.SampleMessages.askTwice;
import static io.dlrhub.ledger.SampleMessages.everything;
import static io.dlrhub.ledger.SampleMessages.report;
import static io.dlrhub.ledger.SampleMessages.sent;
import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.schedule.QuerySchedule;
import io.dlrhub.ledger.sqlite.SqliteLedger;
import io.dlrhub.ledger.sqlite.file.HookedConnector;
import io.dlrhub.report.Channel;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.Origin;
import io.dlrhub.report.RawJson;
import io.dlrhub.report.SentMessage;
import io.dlrhub.testing.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tracked messages over a real ledger, with a clock that the test moves. */
class TrackingTest {

  @TempDir Path folder;
  private final SettableClock clock = new SettableClock(SENT);
  @AutoClose private Ledger ledger;

  @BeforeEach
  void open() {
    ledger = Ledger.open(SampleMessages.options(folder.resolve("ledger.db"), clock));
  }

  @Test
  void handsOutAMessageWhenItsFirstStepIsDue() {
    ledger.track(List.of(sent("m", "18512345678")));
    try (Due due = ledger.due(QUERY)) {
      assertThat(due.poll(10)).isEmpty();
      clock.advance(Duration.ofMinutes(5));
      assertThat(due.poll(10)).extracting(TrackedMessage::messageId).containsExactly("m");
    }
  }

  @Test
  void neverAsksForAMessageOfWhichEveryPhoneIsReported() {
    ledger.track(List.of(sent("m", "18512345678", "(86)13100000000")));
    ledger.append(Append.of(List.of(report("m", "+8618512345678", DeliveryStatus.DELIVERED))));
    clock.advance(Duration.ofMinutes(5));
    try (Due due = ledger.due(QUERY)) {
      assertThat(due.poll(10)).as("one phone is missing").hasSize(1);
      ledger.append(Append.of(List.of(report("m", "13100000000", DeliveryStatus.FAILED))));
      assertThat(due.poll(10)).isEmpty();
    }
    assertThat(ledger.tracked()).isEqualTo(new TrackedCounts(0, 1, 0));
  }

  @Test
  void countsAReportThatCameBeforeItsMessageWasTracked() {
    ledger.append(Append.of(List.of(report("early", "18512345678", DeliveryStatus.DELIVERED))));
    ledger.track(List.of(sent("early", "18512345678")));
    assertThat(ledger.tracked()).isEqualTo(new TrackedCounts(0, 1, 0));
  }

  @Test
  void findsEarlierReportsInARowThatIsStoredDeflated() {
    List<String> phones = IntStream.range(0, 50).mapToObj(i -> "185" + (10_000_000 + i)).toList();
    ledger.append(
        Append.of(
            phones.stream()
                .map(phone -> report("early", phone, DeliveryStatus.DELIVERED))
                .toList()));
    ledger.track(List.of(sent("early", phones.toArray(new String[0]))));
    assertThat(ledger.tracked()).isEqualTo(new TrackedCounts(0, 1, 0));
  }

  @Test
  void countsReportsThatCameInALargeBatchBeforeTheirMessagesWereTracked() {
    List<String> ids = IntStream.range(0, 200).mapToObj(i -> "early-" + i).toList();
    ledger.append(
        Append.of(
            ids.stream().map(id -> report(id, "18512345678", DeliveryStatus.DELIVERED)).toList()));
    ledger.track(ids.stream().map(id -> sent(id, "18512345678")).toList());
    assertThat(ledger.tracked()).isEqualTo(new TrackedCounts(0, 200, 0));
  }

  @Test
  void countsAReportThatSharesATransactionWithItsMessage() throws Exception {
    ledger.close();
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    HookedConnector connector =
        new HookedConnector(
            new HookedConnector.Hook() {
              @Override
              public void before(String sql) {
                if (sql.startsWith("INSERT INTO log")) {
                  writing.countDown();
                  awaitUnchecked(goOn);
                }
              }
            });
    ledger =
        SqliteLedger.open(
            SampleMessages.options(folder.resolve("shared.db"), clock),
            new SqliteLedger.Internals(connector, 1000, 5));
    Thread tracking = new Thread(() -> ledger.track(List.of(sent("m", "18512345678"))));
    ledger.appendAsync(Append.of(List.of(report("other", "1", DeliveryStatus.FAILED))));
    writing.await();
    ledger.appendAsync(Append.of(List.of(report("m", "18512345678", DeliveryStatus.DELIVERED))));
    tracking.start();
    try {
      await().until(() -> tracking.getState() == Thread.State.WAITING);
    } finally {
      goOn.countDown();
    }
    tracking.join();
    assertThat(ledger.tracked()).isEqualTo(new TrackedCounts(0, 1, 0));
  }

  @Test
  void findsAnEarlierReportAlsoAfterReopening() {
    ledger.append(Append.of(List.of(report("early", "18512345678", DeliveryStatus.DELIVERED))));
    ledger.close();
    open();
    ledger.track(List.of(sent("early", "18512345678")));
    assertThat(ledger.tracked().complete()).isEqualTo(1);
  }

  @Test
  void reportsEachSilentPhoneAsMissingAfterTheLastStep() throws Exception {
    ledger.track(List.of(sent("m", "18512345678", "13100000000")));
    ledger.append(Append.of(List.of(report("m", "18512345678", DeliveryStatus.DELIVERED))));
    try (Due due = ledger.due(QUERY);
        Feed feed = everything(ledger)) {
      askTwice(due, clock);
      Batch batch = feed.poll(10, Duration.ZERO);
      DeliveryReport missing = (DeliveryReport) batch.get(batch.size() - 1);
      assertThat(batch).hasSize(2);
      assertThat(missing.phone()).isEqualTo("13100000000");
      assertThat(missing.phoneE164()).isEqualTo("+8613100000000");
      assertThat(missing.status()).isEqualTo(DeliveryStatus.UNKNOWN);
      assertThat(missing.code()).isEqualTo("hub:no-report");
      assertThat(missing.origin()).isEqualTo(Origin.QUERY);
      assertThat(missing.reference()).isEqualTo("order-m");
      assertThat(missing.raw().toString()).contains("\"messageId\":\"m\"");
      clock.advance(Duration.ofDays(1));
      assertThat(due.poll(10)).as("it is not asked for again").isEmpty();
    }
    assertThat(ledger.tracked()).isEqualTo(new TrackedCounts(0, 0, 1));
  }

  @Test
  void forwardsALateReportAfterTheMissingOne() throws Exception {
    ledger.track(List.of(sent("m", "18512345678")));
    try (Due due = ledger.due(QUERY);
        Feed feed = everything(ledger)) {
      askTwice(due, clock);
      ledger.append(Append.of(List.of(report("m", "18512345678", DeliveryStatus.DELIVERED))));
      assertThat(feed.poll(10, Duration.ZERO))
          .extracting(r -> ((DeliveryReport) r).status())
          .containsExactly(DeliveryStatus.UNKNOWN, DeliveryStatus.DELIVERED);
    }
    assertThat(ledger.tracked().complete()).isEqualTo(1);
  }

  @Test
  void saysNothingOfAPhoneThatWasReportedUnknown() throws Exception {
    ledger.track(List.of(sent("m", "18512345678")));
    ledger.append(Append.of(List.of(report("m", "18512345678", DeliveryStatus.UNKNOWN))));
    try (Due due = ledger.due(QUERY);
        Feed feed = everything(ledger)) {
      askTwice(due, clock);
      assertThat(feed.poll(10, Duration.ZERO))
          .singleElement()
          .satisfies(r -> assertThat(((DeliveryReport) r).code()).isNotEqualTo("hub:no-report"));
    }
  }

  @Test
  void completesAMessageWithoutPhonesByAPushOrAnAnswerOfFinalResults() {
    ledger.track(List.of(sent("pushed"), sent("asked"), sent("pending")));
    ledger.append(Append.of(List.of(report("pushed", "18512345678", DeliveryStatus.DELIVERED))));
    clock.advance(Duration.ofMinutes(5));
    try (Due due = ledger.due(QUERY)) {
      List<TrackedMessage> asked = due.poll(10);
      assertThat(asked).extracting(TrackedMessage::messageId).containsOnly("asked", "pending");
      due.answered(asked, Set.of("asked"));
    }
    assertThat(ledger.tracked()).isEqualTo(new TrackedCounts(1, 2, 0));
  }

  @Test
  void reportsAMessageWithoutPhonesAsMissingOnceAndWithoutAPhone() throws Exception {
    ledger.track(List.of(sent("m")));
    try (Due due = ledger.due(QUERY);
        Feed feed = everything(ledger)) {
      askTwice(due, clock);
      assertThat(feed.poll(10, Duration.ZERO))
          .singleElement()
          .satisfies(r -> assertThat(((DeliveryReport) r).phone()).isNull());
    }
  }

  @Test
  void usesUpNoStepForAQueryThatFailed() {
    ledger.track(List.of(sent("m", "18512345678")));
    clock.advance(Duration.ofMinutes(5));
    try (Due due = ledger.due(QUERY)) {
      for (int failures = 1; failures <= 3; failures++) {
        due.failed(due.poll(10));
        assertThat(due.poll(10)).as("pause %d", failures).isEmpty();
        clock.advance(QuerySchedule.pauseAfter(failures));
      }
      assertThat(due.poll(10))
          .singleElement()
          .extracting(message -> message.asking().step())
          .isEqualTo(0);
    }
  }

  @Test
  void asksOnceForAMessageToldLongAfterItWasSent() throws Exception {
    clock.advance(Duration.ofDays(2));
    ledger.track(List.of(sent("late", "18512345678")));
    try (Due due = ledger.due(QUERY);
        Feed feed = everything(ledger)) {
      due.answered(due.poll(10), Set.of());
      assertThat(due.poll(10)).isEmpty();
      assertThat(feed.poll(10, Duration.ZERO)).hasSize(1);
    }
  }

  @Test
  void reportsAsMissingAlsoWhenNobodyAsks() throws Exception {
    try (Feed feed = everything(ledger)) {
      ledger.track(List.of(sent("m", "18512345678")));
      clock.advance(Duration.ofHours(1));
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(ledger.tracked().missing()).isEqualTo(1));
      assertThat(feed.poll(10, Duration.ZERO)).hasSize(1);
    }
  }

  @Test
  void givesAReportWithoutReferenceThatOfItsMessage() throws Exception {
    ledger.track(List.of(sent("m", "18512345678")));
    try (Feed feed = everything(ledger)) {
      ledger.append(
          Append.of(List.of(Reports.of("m", "18512345678", DeliveryStatus.DELIVERED, null))));
      assertThat(feed.poll(10, Duration.ZERO))
          .singleElement()
          .satisfies(r -> assertThat(((DeliveryReport) r).reference()).isEqualTo("order-m"));
    }
  }

  @Test
  void takesTheSameMessageTwiceAndCountsBoth() {
    assertThat(ledger.track(List.of(sent("m", "1"), sent("m", "1")))).isEqualTo(new Tracked(2, 1));
    assertThat(ledger.tracked().waiting()).isEqualTo(1);
  }

  @Test
  void handsEachAccountItsOwnMessages() {
    SentMessage other =
        new SentMessage(
            "ucloud", "shop2", Channel.SMS, "m2", List.of(), SENT, null, RawJson.of("{}"));
    ledger.track(List.of(sent("m1"), other));
    clock.advance(Duration.ofMinutes(5));
    try (Due first = ledger.due(QUERY);
        Due second = ledger.due(new DueQuery("ucloud", "shop2", Channel.SMS))) {
      assertThat(first.poll(10)).extracting(TrackedMessage::messageId).containsExactly("m1");
      assertThat(second.poll(10)).extracting(TrackedMessage::messageId).containsExactly("m2");
    }
  }

  @Test
  void refusesASecondAskerOfTheSameMessages() {
    try (Due due = ledger.due(QUERY)) {
      assertThatThrownBy(() -> ledger.due(QUERY))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("ucloud/default (sms)");
    }
    ledger.due(QUERY).close();
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
