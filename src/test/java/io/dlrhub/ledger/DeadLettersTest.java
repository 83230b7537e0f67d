package io.dlrhub.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dlrhub.ledger.FeedOptions.Kinds;
import io.dlrhub.ledger.FeedOptions.Start;
import io.dlrhub.ledger.append.RecordLine;
import io.dlrhub.testing.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTest {

  @TempDir Path folder;
  private final SettableClock clock = new SettableClock(Reports.RECEIVED);
  private Ledger ledger;
  private Feed feed;

  @BeforeEach
  void open() {
    ledger = Ledger.open(Ledgers.options(folder.resolve("ledger.db"), clock));
    feed = ledger.feed(new FeedOptions("http", Kinds.ALL, Start.BEGINNING));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  /** As many records, every one refused, a minute after the other. */
  private void refuse(int records) throws InterruptedException {
    ledger.append(Append.of(Reports.numbers(0, records)));
    Batch batch = feed.poll(records, Duration.ZERO);
    for (int i = 0; i < batch.size(); i++) {
      feed.deadLetter(batch.position(i), batch.lines().get(i), "answered " + (420 + i % 2), 1);
      if (records < 100) {
        clock.advance(Duration.ofMinutes(1));
      }
    }
  }

  private List<DeadLetter> list(DeadLetterFilter filter) {
    return ledger.deadLetters().list(filter, Long.MAX_VALUE, 1000);
  }

  private List<Long> positions(DeadLetterFilter filter) {
    return list(filter).stream().map(DeadLetter::position).toList();
  }

  private Redelivery poll() throws InterruptedException {
    return feed.redeliveries().poll(100, Duration.ZERO);
  }

  private SinkState sink() {
    return ledger.sinks().get(0);
  }

  @Test
  void areListedNewestFirstAPageAtATime() throws Exception {
    refuse(5);
    List<DeadLetter> page = ledger.deadLetters().list(DeadLetterFilter.ALL, Long.MAX_VALUE, 3);
    assertThat(page).extracting(DeadLetter::position).containsExactly(5L, 4L, 3L);
    assertThat(ledger.deadLetters().list(DeadLetterFilter.ALL, page.get(2).id(), 3))
        .extracting(DeadLetter::position)
        .containsExactly(2L, 1L);
    assertThat(page.get(0).sink()).isEqualTo("http");
    assertThat(page.get(0).line()).isEqualTo(RecordLine.of(Reports.number(4)));
  }

  @Test
  void areFoundBySinkReasonAndTime() throws Exception {
    refuse(4);
    assertThat(positions(DeadLetterFilter.of("http"))).hasSize(4);
    assertThat(positions(new DeadLetterFilter(null, null, "ANSWERED 421", null, null)))
        .containsExactly(4L, 2L);
    assertThat(
            positions(
                new DeadLetterFilter(
                    null,
                    null,
                    null,
                    Reports.RECEIVED.plus(Duration.ofMinutes(1)),
                    Reports.RECEIVED.plus(Duration.ofMinutes(3)))))
        .containsExactly(3L, 2L);
    assertThatThrownBy(() -> list(DeadLetterFilter.of("ftp")))
        .isInstanceOf(UnknownSink.class)
        .hasMessageContaining("ftp");
  }

  @Test
  void goAgainWhenTheyAreRetriedAndAreGoneWhenDelivered() throws Exception {
    refuse(4);
    assertThat(poll()).isNull();
    assertThat(ledger.deadLetters().retry(new DeadLetterFilter(null, null, "421", null, null)))
        .isEqualTo(2);
    Redelivery redelivery = poll();
    assertThat(redelivery.batch()).isEqualTo(List.of(Reports.number(1), Reports.number(3)));
    assertThat(list(DeadLetterFilter.ALL)).filteredOn(DeadLetter::retrying).hasSize(2);
    feed.redeliveries().delivered(redelivery, redelivery.batch());
    assertThat(positions(DeadLetterFilter.ALL)).containsExactly(3L, 1L);
    assertThat(sink().deadLetters()).isEqualTo(2);
    assertThat(poll()).isNull();
  }

  @Test
  void stayWithWhatWasSaidLastWhenTheyAreRefusedAgain() throws Exception {
    refuse(1);
    ledger.deadLetters().retry(DeadLetterFilter.of("http"));
    Redelivery redelivery = poll();
    feed.redeliveries().refused(redelivery, redelivery.batch(), "answered 413", 2);
    DeadLetter letter = list(DeadLetterFilter.ALL).get(0);
    assertThat(letter.reason()).isEqualTo("answered 413");
    assertThat(letter.attempts()).isEqualTo(3);
    assertThat(letter.lastAt()).isAfter(letter.firstAt());
    assertThat(letter.retrying()).isFalse();
    assertThat(poll()).isNull();
    ledger.deadLetters().retry(DeadLetterFilter.of("http"));
    assertThat(poll().name()).as("another retry").isNotEqualTo(redelivery.name());
  }

  @Test
  void areStillToBeRetriedAfterARestart() throws Exception {
    refuse(3);
    ledger.deadLetters().retry(DeadLetterFilter.ALL);
    String name = poll().name();
    close();
    open();
    assertThat(poll().batch()).isEqualTo(Reports.numbers(0, 3));
    assertThat(poll().name()).isEqualTo(name);
  }

  @Test
  void areNotRetriedWhileTheirSinkIsSwitchedOff() throws Exception {
    refuse(1);
    feed.close();
    assertThatThrownBy(() -> ledger.deadLetters().retry(DeadLetterFilter.ALL))
        .isInstanceOf(SinkNotRunning.class)
        .hasMessageContaining("http");
    assertThat(list(DeadLetterFilter.ALL)).noneMatch(DeadLetter::retrying);
  }

  @Test
  void areGoneAndCountedWhenTheyAreDiscarded() throws Exception {
    refuse(1000);
    ledger.deadLetters().retry(DeadLetterFilter.ALL);
    assertThat(ledger.deadLetters().discard(DeadLetterFilter.one(1), "known")).isEqualTo(1);
    assertThat(
            ledger
                .deadLetters()
                .discard(new DeadLetterFilter(null, "http", "421", null, null), "old\nones"))
        .isEqualTo(500);
    assertThat(sink().deadLetters()).isEqualTo(499);
    assertThat(sink().discarded()).isEqualTo(501);
    assertThat(poll().batch()).first().isEqualTo(Reports.number(2));
    close();
    open();
    assertThat(sink().deadLetters()).isEqualTo(499);
    assertThat(sink().discarded()).isEqualTo(501);
  }

  @Test
  void areTakenBackWithThePositionWhenTheSinkRefusesEverything() throws Exception {
    refuse(5);
    assertThat(sink().position()).isEqualTo(5);
    feed.takeBack(
        list(DeadLetterFilter.ALL).stream()
            .sorted(java.util.Comparator.comparing(DeadLetter::position))
            .skip(2)
            .map(letter -> new Batch(new long[] {letter.position()}, List.of(letter.line())))
            .toList());
    assertThat(sink().position()).isEqualTo(2);
    assertThat(sink().lag()).isEqualTo(3);
    assertThat(sink().deadLetters()).isEqualTo(2);
    assertThat(feed.poll(10, Duration.ZERO)).isEqualTo(Reports.numbers(2, 5));
    close();
    open();
    assertThat(feed.poll(10, Duration.ZERO)).isEqualTo(Reports.numbers(2, 5));
  }
}
