package io.dlrhub.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dlrhub.ledger.FeedOptions.Kinds;
import io.dlrhub.ledger.FeedOptions.Start;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.InDoubt;
import io.dlrhub.report.PullIntent;
import io.dlrhub.report.Record;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

  @TempDir Path folder;
  private Ledger ledger;

  @BeforeEach
  void open() {
    ledger = Ledger.open(LedgerOptions.of(Ledgers.url(folder.resolve("new/ledger.db"))));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private void reopen() {
    ledger.close();
    open();
  }

  @Test
  void storesANewReportAndDropsItsRepetition() {
    DeliveryReport report = Reports.number(1);
    assertThat(ledger.append(Append.of(List.of(report))).stored()).containsExactly(report);
    Appended again = ledger.append(Append.of(List.of(report, report)));
    assertThat(again.stored()).isEmpty();
    assertThat(again.duplicates()).isEqualTo(2);
  }

  @Test
  void dropsARepetitionWithinOneAppend() {
    DeliveryReport report = Reports.number(1);
    Appended appended = ledger.append(Append.of(List.of(report, report)));
    assertThat(appended.stored()).containsExactly(report);
    assertThat(appended.duplicates()).isEqualTo(1);
  }

  @Test
  void knowsARepetitionAfterReopening() {
    ledger.append(Append.of(Reports.numbers(0, 1234)));
    reopen();
    Appended again = ledger.append(Append.of(Reports.numbers(0, 1235)));
    assertThat(again.stored()).containsExactly(Reports.number(1234));
    assertThat(again.duplicates()).isEqualTo(1234);
  }

  @Test
  void handsRecordsOnInOrder() throws Exception {
    Feed feed = ledger.feed(new FeedOptions("file", Kinds.ALL, Start.BEGINNING));
    ledger.append(Append.of(Reports.numbers(0, 1200)));
    List<Record> read = new ArrayList<>();
    for (Batch batch = next(feed, 70); !batch.isEmpty(); batch = next(feed, 70)) {
      read.addAll(batch);
      feed.advance(batch.positionAfter());
    }
    assertThat(read).containsExactlyElementsOf(Reports.numbers(0, 1200));
  }

  @Test
  void handsOnAgainWhatWasNotDelivered() throws Exception {
    Feed feed = ledger.feed(new FeedOptions("file", Kinds.ALL, Start.BEGINNING));
    ledger.append(Append.of(Reports.numbers(0, 10)));
    feed.advance(next(feed, 4).positionAfter());
    assertThat(next(feed, 100)).containsExactlyElementsOf(Reports.numbers(4, 10));
    reopen();
    Feed later = ledger.feed(new FeedOptions("file", Kinds.ALL, Start.NOW));
    assertThat(next(later, 100)).containsExactlyElementsOf(Reports.numbers(4, 10));
  }

  @Test
  void startsANewSinkNowOrAtTheBeginning() throws Exception {
    ledger.append(Append.of(Reports.numbers(0, 3)));
    Feed now = ledger.feed(new FeedOptions("now", Kinds.ALL, Start.NOW));
    Feed beginning = ledger.feed(new FeedOptions("beginning", Kinds.ALL, Start.BEGINNING));
    ledger.append(Append.of(Reports.numbers(3, 4)));
    assertThat(next(now, 10)).containsExactlyElementsOf(Reports.numbers(3, 4));
    assertThat(next(beginning, 10)).containsExactlyElementsOf(Reports.numbers(0, 4));
  }

  @Test
  void handsOnOnlyTheKindsASinkWants() throws Exception {
    Feed reports = ledger.feed(new FeedOptions("r", Kinds.REPORTS, Start.BEGINNING));
    Feed statistics = ledger.feed(new FeedOptions("s", Kinds.STATISTICS, Start.BEGINNING));
    ledger.append(
        Append.of(List.of(Reports.number(1), Reports.statistics(1, 80), Reports.number(2))));
    assertThat(next(reports, 10)).containsExactly(Reports.number(1), Reports.number(2));
    assertThat(next(statistics, 10)).containsExactly(Reports.statistics(1, 80).withRevision(1));
    assertThat(lag("r")).isEqualTo(2);
    assertThat(lag("s")).isEqualTo(1);
    reports.advance(next(reports, 1).positionAfter());
    assertThat(lag("r")).isEqualTo(1);
  }

  @Test
  void numbersTheRevisionsOfAWindow() {
    List<Record> stored = new ArrayList<>();
    for (long delivered : new long[] {80, 80, 81, 80}) {
      stored.addAll(ledger.append(Append.of(List.of(Reports.statistics(1, delivered)))).stored());
    }
    assertThat(stored)
        .containsExactly(
            Reports.statistics(1, 80).withRevision(1),
            Reports.statistics(1, 81).withRevision(2),
            Reports.statistics(1, 80).withRevision(3));
  }

  @Test
  void wakesAWaitingFeed() throws Exception {
    Feed feed = ledger.feed(new FeedOptions("file", Kinds.ALL, Start.NOW));
    Thread later = new Thread(() -> ledger.append(Append.of(Reports.numbers(0, 1))));
    later.start();
    assertThat(feed.poll(10, Duration.ofSeconds(30))).hasSize(1);
    later.join();
  }

  @Test
  void keepsADeadLetterAndGoesOn() throws Exception {
    Feed feed = ledger.feed(new FeedOptions("file", Kinds.ALL, Start.NOW));
    ledger.append(Append.of(Reports.numbers(0, 2)));
    Batch batch = next(feed, 10);
    feed.deadLetter(batch.position(0), batch.lines().get(0), "refused", 1);
    assertThat(next(feed, 10)).containsExactly(Reports.number(1));
    assertThat(ledger.sinks().get(0).deadLetters()).isEqualTo(1);
    reopen();
    assertThat(ledger.sinks().get(0).deadLetters()).isEqualTo(1);
  }

  @Test
  void opensOneFeedASink() {
    FeedOptions options = new FeedOptions("file", Kinds.ALL, Start.NOW);
    Feed feed = ledger.feed(options);
    assertThatThrownBy(() -> ledger.feed(options))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("file");
    feed.close();
    ledger.feed(options).close();
  }

  @Test
  void countsAPullInDoubtThatAnEndedProcessLeft() {
    ledger.begin("ucloud", "default", "PullUSMSReport");
    reopen();
    assertThat(ledger.inDoubtCounts()).containsExactly(new InDoubtCount("ucloud", "default", 1));
    reopen();
    assertThat(ledger.inDoubtCounts().get(0).count()).isEqualTo(1);
  }

  @Test
  void endsAPullWithItsPage() {
    PullIntent intent = ledger.begin("ucloud", "default", "PullUSMSReport");
    ledger.append(new Append(Reports.numbers(0, 2), List.of(), intent, null));
    PullIntent cancelled = ledger.begin("ucloud", "default", "PullUSMSReport");
    ledger.cancel(cancelled);
    reopen();
    assertThat(ledger.inDoubtCounts()).isEmpty();
  }

  @Test
  void countsAPullInDoubt() {
    PullIntent intent = ledger.begin("ucloud", "default", "PullUSMSReport");
    InDoubt doubt =
        new InDoubt("ucloud", "default", "PullUSMSReport", Instant.now(), "connection cut");
    ledger.append(new Append(List.of(), List.of(), intent, doubt));
    ledger.append(new Append(List.of(), List.of(), intent, doubt));
    assertThat(ledger.inDoubtCounts()).containsExactly(new InDoubtCount("ucloud", "default", 1));
  }

  @Test
  void answersThoughTheObserverFails() throws Exception {
    ledger.observe(
        new LedgerObserver() {
          @Override
          public void stored(Record record) {
            throw new IllegalStateException("from the observer");
          }

          @Override
          public void delivered(String sink, long records) {
            throw new IllegalStateException("from the observer");
          }
        });
    Feed feed = ledger.feed(new FeedOptions("file", Kinds.ALL, Start.NOW));
    assertThat(ledger.append(Append.of(Reports.numbers(0, 1))).stored()).hasSize(1);
    feed.advance(next(feed, 1).positionAfter());
    assertThat(ledger.sinks().get(0).lag()).isZero();
  }

  @Test
  void tellsMessagesToOnePhoneApartByReference() {
    DeliveryReport first = Reports.of("s", "13800000000", DeliveryStatus.DELIVERED, "A");
    DeliveryReport second = Reports.of("s", "13800000000", DeliveryStatus.DELIVERED, "B");
    ledger.append(Append.of(List.of(first)));
    Record stored = ledger.append(Append.of(List.of(second))).stored().get(0);
    assertThat(stored.id()).isNotEqualTo(first.id());
    assertThat(ledger.append(Append.of(List.of(first, second))).duplicates()).isEqualTo(2);
  }

  private Batch next(Feed feed, int atMost) throws InterruptedException {
    return feed.poll(atMost, Duration.ZERO);
  }

  private long lag(String sink) {
    return ledger.sinks().stream()
        .filter(state -> state.name().equals(sink))
        .findFirst()
        .orElseThrow()
        .lag();
  }
}
