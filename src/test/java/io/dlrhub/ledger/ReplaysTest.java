package io.dlrhub.ledger;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.FeedOptions.Kinds;
import io.dlrhub.ledger.FeedOptions.Start;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.Record;
import io.dlrhub.testing.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is selected, how far it is, and what is left after a restart. */
class ReplaysTest {

  private static final Instant START = Reports.RECEIVED;

  @TempDir Path folder;
  private final SettableClock clock = new SettableClock(START);
  private Ledger ledger;
  private Feed feed;

  @BeforeEach
  void open() {
    ledger = Ledgers.withSmallGenerations(Ledgers.options(folder.resolve("ledger.db"), clock));
    feed = ledger.feed(new FeedOptions("http", Kinds.ALL, Start.BEGINNING));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private void reopen() {
    close();
    open();
  }

  /** A minute later, as many more records, all of them delivered. */
  private void aMinute(int from, int to) {
    aMinuteUndelivered(from, to);
    feed.advance(to);
  }

  private void aMinuteUndelivered(int from, int to) {
    ledger.append(Append.of(Reports.numbers(from, to)));
    clock.advance(Duration.ofMinutes(1));
  }

  private static ReplayOptions since(Instant since) {
    return between(since, null);
  }

  private static ReplayOptions between(Instant since, Instant until) {
    return new ReplayOptions("http", since, until, null, null, null);
  }

  private Instant minute(int number) {
    return START.plus(Duration.ofMinutes(number));
  }

  /** Delivers what there is to be replayed. */
  private List<Record> replayed() throws InterruptedException {
    List<Record> all = new ArrayList<>();
    for (Redelivery redelivery = poll(7); redelivery != null; redelivery = poll(7)) {
      all.addAll(redelivery.batch());
      feed.redeliveries().delivered(redelivery, redelivery.batch());
    }
    return all;
  }

  private Redelivery poll(int atMost) throws InterruptedException {
    return feed.redeliveries().poll(atMost, Duration.ZERO);
  }

  private Replay replay() {
    return ledger.replays().of("http").orElseThrow();
  }

  @Test
  void bringsWhatWasStoredInThatTimeInOrder() throws Exception {
    aMinute(0, 20);
    aMinute(20, 50);
    aMinute(50, 60);
    Replay replay = ledger.replays().start(between(minute(1), minute(2)));
    assertThat(List.of(replay.from(), replay.to())).containsExactly(21L, 50L);
    assertThat(replay.running()).isTrue();
    assertThat(replayed()).isEqualTo(Reports.numbers(20, 50));
    assertThat(replay().running()).isFalse();
    assertThat(replay().cancelled()).isFalse();
    assertThat(replay().progress()).isEqualTo(new Replay.Progress(50, 30, 0, 0));
    assertThat(replay().part()).isEqualTo(1);
  }

  @Test
  void leavesOutWhatTheSinkHasNotHadYet() throws Exception {
    aMinute(0, 10);
    aMinuteUndelivered(10, 20);
    ledger.replays().start(since(START));
    assertThat(replayed()).isEqualTo(Reports.numbers(0, 10));
    assertThat(feed.poll(100, Duration.ZERO)).hasSize(10);
  }

  @Test
  void bringsOnlyTheAccountAndStatusAskedFor() throws Exception {
    List<DeliveryReport> all = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      all.add(
          Reports.of(
              "session-" + i,
              Reports.phone(i),
              i % 1000 == 1 ? DeliveryStatus.FAILED : DeliveryStatus.DELIVERED,
              null));
    }
    ledger.append(Append.of(all));
    ledger.append(Append.of(List.of(Reports.statistics(1, 5))));
    feed.advance(3001);
    ledger
        .replays()
        .start(new ReplayOptions("http", START, null, "default", DeliveryStatus.FAILED, null));
    assertThat(replayed())
        .extracting(one -> ((DeliveryReport) one).messageId())
        .containsExactly("session-1", "session-1001", "session-2001");
    ledger.replays().start(new ReplayOptions("http", START, null, "other", null, null));
    assertThat(replayed()).isEmpty();
    assertThat(replay().running()).isFalse();
  }

  @Test
  void isOverAtOnceWhenNothingIsSelected() {
    aMinute(0, 10);
    Replay replay = ledger.replays().start(since(minute(1)));
    assertThat(replay.running()).isFalse();
    assertThat(replay.part()).isEqualTo(1);
  }

  @Test
  void goesOnAfterARestartWhereItWas() throws Exception {
    aMinute(0, 30);
    ledger
        .replays()
        .start(new ReplayOptions("http", START, null, "default", DeliveryStatus.DELIVERED, 5));
    Redelivery first = poll(10);
    assertThat(first.maxPerSecond()).isEqualTo(5);
    feed.redeliveries().delivered(first, first.batch().slice(0, 4));
    Replay before = replay();
    reopen();
    assertThat(replay()).isEqualTo(before);
    assertThat(poll(10).name()).isEqualTo(first.name());
    assertThat(replayed()).isEqualTo(Reports.numbers(4, 30));
    assertThat(replay().progress().delivered()).isEqualTo(30);
  }

  @Test
  void runsOneAtATimeAndNamesIt() throws Exception {
    aMinute(0, 30);
    Replay first = ledger.replays().start(since(START));
    assertThatThrownBy(() -> ledger.replays().start(since(START)))
        .isInstanceOf(ReplayRunning.class)
        .hasMessageContaining(first.name());
    replayed();
    assertThat(ledger.replays().start(since(START)).number()).isGreaterThan(first.number());
  }

  @Test
  void endsWhenItIsCancelled() throws Exception {
    aMinute(0, 30);
    ledger.replays().start(since(START));
    Redelivery first = poll(10);
    assertThat(feed.redeliveries().wanted(first)).isTrue();
    assertThat(ledger.replays().cancel("http")).get().matches(Replay::cancelled);
    assertThat(feed.redeliveries().wanted(first)).isFalse();
    feed.redeliveries().delivered(first, first.batch());
    assertThat(poll(10)).isNull();
    assertThat(replay().progress().delivered()).isEqualTo(10);
    assertThat(ledger.replays().cancel("http")).isEmpty();
    reopen();
    assertThat(replay().cancelled()).isTrue();
    assertThat(poll(10)).isNull();
  }

  @Test
  void clearsTheDeadLettersThatAreDelivered() throws Exception {
    ledger.append(Append.of(Reports.numbers(0, 10)));
    Batch batch = feed.poll(10, Duration.ZERO);
    feed.advance(3);
    feed.deadLetter(4, batch.lines().get(3), "answered 422", 2);
    feed.deadLetter(5, batch.lines().get(4), "answered 422", 2);
    feed.advance(10);
    Replay replay = ledger.replays().start(since(START));
    Redelivery redelivery = poll(10);
    feed.redeliveries().delivered(redelivery, redelivery.batch().slice(0, 4));
    feed.redeliveries().refused(redelivery, redelivery.batch().slice(4, 5), "still 422", 1);
    feed.redeliveries().delivered(redelivery, redelivery.batch().slice(5, 10));
    assertThat(ledger.deadLetters().list(DeadLetterFilter.ALL, Long.MAX_VALUE, 10))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.position()).isEqualTo(5);
              assertThat(letter.reason()).isEqualTo("still 422");
              assertThat(letter.attempts()).isEqualTo(3);
            });
    assertThat(ledger.sinks().get(0).deadLetters()).isEqualTo(1);
    assertThat(replay.to()).isEqualTo(10);
    assertThat(replay().progress()).isEqualTo(new Replay.Progress(10, 9, 1, 0));
  }

  @Test
  void takesBackWhatARefusingSinkWasGivenUpFor() throws Exception {
    aMinute(0, 10);
    ledger.replays().start(since(START));
    Redelivery redelivery = poll(10);
    feed.redeliveries().refused(redelivery, redelivery.batch().slice(0, 1), "no", 1);
    feed.redeliveries().refused(redelivery, redelivery.batch().slice(1, 2), "no", 1);
    assertThat(ledger.sinks().get(0).deadLetters()).isEqualTo(2);
    feed.redeliveries()
        .takeBack(
            redelivery, List.of(redelivery.batch().slice(0, 1), redelivery.batch().slice(1, 2)));
    assertThat(ledger.sinks().get(0).deadLetters()).isZero();
    assertThat(replay().progress()).isEqualTo(new Replay.Progress(0, 0, 0, 0));
    assertThat(replayed()).isEqualTo(Reports.numbers(0, 10));
  }

  @Test
  void bringsTheCopiesOfDeadLettersWhoseRecordsRetentionHasRemoved() throws Exception {
    ledger.append(Append.of(Reports.numbers(0, 400)));
    Batch batch = feed.poll(400, Duration.ZERO);
    feed.advance(9);
    feed.deadLetter(10, batch.lines().get(9), "answered 422", 1);
    feed.advance(400);
    for (int day = 0; day < 40; day++) {
      clock.advance(Duration.ofDays(1));
      ledger.append(Append.of(Reports.numbers(1000 + day, 1001 + day)));
      feed.advance(401 + day);
    }
    await().atMost(LIMIT).until(() -> oldest() > 400);
    Replay replay = ledger.replays().start(since(START));
    List<Record> replayed = replayed();
    assertThat(replayed.get(0)).isEqualTo(Reports.number(9));
    assertThat(replayed.get(replayed.size() - 1)).isEqualTo(Reports.number(1039));
    assertThat(replay.from()).isGreaterThan(400);
    assertThat(replay().progress().missed()).isZero();
    assertThat(ledger.sinks().get(0).deadLetters()).isZero();
  }

  @Test
  void countsWhatRetentionRemovesBeforeItComesThere() throws Exception {
    aMinute(0, 400);
    ledger.replays().start(since(START));
    for (int day = 0; day < 40; day++) {
      clock.advance(Duration.ofDays(1));
      ledger.append(Append.of(Reports.numbers(1000 + day, 1001 + day)));
      feed.advance(401 + day);
    }
    await().atMost(LIMIT).until(() -> oldest() > 400);
    assertThat(replayed()).isEmpty();
    assertThat(replay().running()).isFalse();
    assertThat(replay().progress().missed()).isEqualTo(400);
  }

  private long oldest() throws Exception {
    try (var connection =
            java.sql.DriverManager.getConnection(Ledgers.url(folder.resolve("ledger.db")));
        var row =
            connection
                .createStatement()
                .executeQuery(Ledgers.sql("SELECT min(first_seq) FROM log"))) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void refusesASinkThatIsUnknownOrSwitchedOff() {
    assertThatThrownBy(
            () -> ledger.replays().start(new ReplayOptions("x", START, null, null, null, null)))
        .isInstanceOf(UnknownSink.class)
        .hasMessageContaining("there are http");
    feed.close();
    assertThatThrownBy(() -> ledger.replays().start(since(START)))
        .isInstanceOf(SinkNotRunning.class);
  }

  @Test
  void deliversNothingWhileTheSinkIsPaused() throws Exception {
    aMinute(0, 10);
    aMinuteUndelivered(10, 20);
    ledger.replays().start(since(START));
    ledger.pause("http");
    assertThat(poll(10)).isNull();
    assertThat(feed.poll(10, Duration.ZERO)).isEmpty();
    reopen();
    assertThat(ledger.sinks().get(0).paused()).isTrue();
    assertThat(ledger.sinks().get(0).lag()).isEqualTo(10);
    assertThat(feed.poll(10, Duration.ZERO)).isEmpty();
    ledger.resume("http");
    assertThat(feed.poll(10, Duration.ZERO)).hasSize(10);
    assertThat(replayed()).hasSize(10);
    reopen();
    assertThat(ledger.sinks().get(0).paused()).isFalse();
  }

  @Test
  void wakesAFeedThatWaitsForTheEndOfAPause() throws Exception {
    aMinuteUndelivered(0, 10);
    ledger.pause("http");
    Thread resuming =
        new Thread(
            () -> {
              await()
                  .atMost(LIMIT)
                  .until(
                      () ->
                          Thread.getAllStackTraces().values().stream()
                              .anyMatch(WaitForAnOperator::isIn));
              ledger.resume("http");
            });
    resuming.start();
    assertThat(feed.poll(10, Duration.ofMinutes(1))).hasSize(10);
    resuming.join();
  }

  /** Whether a thread waits for an operator. */
  private static final class WaitForAnOperator {
    static boolean isIn(StackTraceElement[] trace) {
      for (StackTraceElement step : trace) {
        if (step.getClassName().endsWith("Signal") && step.getMethodName().equals("awaitWhile")) {
          return true;
        }
      }
      return false;
    }
  }
}
