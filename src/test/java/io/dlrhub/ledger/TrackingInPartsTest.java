package io.dlrhub.ledger;

import static io.dlrhub.ledger.SampleMessages.QUERY;
import static io.dlrhub.ledger.SampleMessages.SENT;
import static io.dlrhub.ledger.SampleMessages.askTwice;
import static io.dlrhub.ledger.SampleMessages.everything;
import static io.dlrhub.ledger.SampleMessages.sent;
import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.dlrhub.report.Channel;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.RawJson;
import io.dlrhub.report.SentMessage;
import io.dlrhub.testing.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message that is told in several elements, one for each of its phones. */
class TrackingInPartsTest {

  private static final String A = "18600000000";
  private static final String B = "18600000001";
  private static final String C = "18600000002";

  @TempDir Path folder;
  private final SettableClock clock = new SettableClock(SENT);
  @AutoClose private Ledger ledger;

  @BeforeEach
  void open() {
    ledger = Ledger.open(SampleMessages.options(folder.resolve("ledger.db"), clock));
  }

  @Test
  void tracksThePhonesOfEveryRowOfAListAndCountsNothingTwice() {
    List<SentMessage> rows = List.of(sent("one", A), sent("one", B), sent("one", C));
    assertThat(ledger.track(rows)).isEqualTo(new Tracked(3, 3));
    assertThat(ledger.track(rows)).as("the list again").isEqualTo(new Tracked(3, 0));
    assertThat(ledger.track(List.of(sent("one", C, A, "(86)" + B))))
        .as("the same phones at once")
        .isEqualTo(new Tracked(1, 0));
    reported("one", A, B);
    assertThat(ledger.tracked()).as("one is missing").isEqualTo(new TrackedCounts(1, 0, 0));
    reported("one", C);
    assertThat(ledger.tracked()).isEqualTo(new TrackedCounts(0, 1, 0));
    assertThat(ledger.track(rows)).as("when all is done").isEqualTo(new Tracked(3, 0));
    assertThat(ledger.tracked()).isEqualTo(new TrackedCounts(0, 1, 0));
  }

  @Test
  void asksAgainForACompleteMessageOfWhichAnotherPhoneIsTold() {
    ledger.track(List.of(sent("m", A)));
    reported("m", A);
    assertThat(ledger.tracked()).isEqualTo(new TrackedCounts(0, 1, 0));
    assertThat(ledger.track(List.of(sent("m", B)))).isEqualTo(new Tracked(1, 1));
    assertThat(ledger.tracked()).isEqualTo(new TrackedCounts(1, 0, 0));
    clock.advance(Duration.ofMinutes(5));
    try (Due due = ledger.due(QUERY)) {
      assertThat(due.poll(10))
          .extracting(message -> message.reports().waiting())
          .containsExactly(1);
    }
  }

  @Test
  void countsAReportThatCameBeforeItsPhoneWasTold() {
    ledger.track(List.of(sent("m", A)));
    reported("m", A, B);
    assertThat(ledger.track(List.of(sent("m", B)))).isEqualTo(new Tracked(1, 1));
    assertThat(ledger.tracked()).isEqualTo(new TrackedCounts(0, 1, 0));
  }

  @Test
  void givesAMessageThatWasToldWithoutPhonesThoseThatAreToldLater() {
    ledger.track(List.of(sent("m")));
    reported("m", A);
    assertThat(ledger.tracked()).isEqualTo(new TrackedCounts(0, 1, 0));
    assertThat(ledger.track(List.of(sent("m", A), sent("m", B), sent("m"))))
        .isEqualTo(new Tracked(3, 2));
    assertThat(ledger.tracked()).as("B is missing").isEqualTo(new TrackedCounts(1, 0, 0));
    reported("m", B);
    assertThat(ledger.tracked()).isEqualTo(new TrackedCounts(0, 1, 0));
  }

  @Test
  void reportsEachSilentPhoneAsMissingWithTheElementThatToldIt() throws Exception {
    ledger.track(List.of(part(A, "order-a"), part(B, "order-b"), part(C, null)));
    reported("m", B);
    try (Feed feed = everything(ledger);
        Due due = ledger.due(QUERY)) {
      askTwice(due, clock);
      assertThat(feed.poll(10, Duration.ZERO))
          .map(record -> (DeliveryReport) record)
          .filteredOn(report -> DeliveryReport.NO_REPORT.equals(report.code()))
          .extracting(
              DeliveryReport::phone,
              DeliveryReport::code,
              DeliveryReport::reference,
              report -> report.raw().toString())
          .containsExactlyInAnyOrder(
              tuple(A, "hub:no-report", "order-a", "{\"phones\":[\"" + A + "\"]}"),
              tuple(C, "hub:no-report", "order-a", "{\"phones\":[\"" + C + "\"]}"));
      assertThat(ledger.tracked()).isEqualTo(new TrackedCounts(0, 0, 1));
    }
  }

  @Test
  void asksOnceForAPhoneThatIsToldWhenItsMessageWasGivenUp() throws Exception {
    ledger.track(List.of(sent("m", A)));
    try (Feed feed = everything(ledger);
        Due due = ledger.due(QUERY)) {
      askTwice(due, clock);
      ledger.track(List.of(sent("m", B)));
      List<TrackedMessage> asked = due.poll(10);
      assertThat(asked).hasSize(1);
      due.answered(asked, Set.of());
      assertThat(feed.poll(10, Duration.ZERO))
          .map(record -> ((DeliveryReport) record).phone())
          .containsExactly(A, B);
      assertThat(due.poll(10)).isEmpty();
    }
  }

  @Test
  void givesAReportTheReferenceOfTheElementThatToldItsPhone() throws Exception {
    ledger.track(List.of(part(A, "order-a"), part(B, "order-b")));
    reported("m", A, B);
    try (Feed feed = everything(ledger)) {
      assertThat(feed.poll(10, Duration.ZERO))
          .map(record -> ((DeliveryReport) record).reference())
          .containsExactly("order-a", "order-b");
    }
  }

  @Test
  void forgetsThePhonesThatWereToldLaterToo() {
    ledger.track(List.of(sent("m", A)));
    ledger.track(List.of(sent("m", B)));
    clock.advance(Duration.ofDays(40));
    ledger.close();
    ledger = Ledger.open(SampleMessages.options(folder.resolve("ledger.db"), clock));
    await().atMost(LIMIT).until(() -> ledger.tracked().equals(new TrackedCounts(0, 0, 0)));
    assertThat(ledger.track(List.of(sent("m", B)))).isEqualTo(new Tracked(1, 1));
    reported("m", B);
    assertThat(ledger.tracked()).isEqualTo(new TrackedCounts(0, 1, 0));
  }

  @Test
  void takesAMessageToManyPhonesRowByRow() {
    List<SentMessage> rows = new ArrayList<>();
    IntStream.range(0, 5000).forEach(i -> rows.add(sent("many", "186" + (10_000_000 + i))));
    for (int from = 0; from < rows.size(); from += 100) {
      ledger.track(rows.subList(from, from + 100));
    }
    reported("many", rows.stream().map(row -> row.phones().get(0)).toArray(String[]::new));
    assertThat(ledger.tracked()).isEqualTo(new TrackedCounts(0, 1, 0));
  }

  private void reported(String message, String... phones) {
    ledger.append(
        Append.of(
            Arrays.stream(phones)
                .map(phone -> Reports.of(message, phone, DeliveryStatus.DELIVERED, null))
                .toList()));
  }

  private static SentMessage part(String phone, String reference) {
    return new SentMessage(
        "ucloud",
        "default",
        Channel.SMS,
        "m",
        List.of(phone),
        SENT,
        reference,
        RawJson.of("{\"phones\":[\"" + phone + "\"]}"));
  }
}
