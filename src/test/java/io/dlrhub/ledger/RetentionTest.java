package io.dlrhub.ledger;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.FeedOptions.Kinds;
import io.dlrhub.ledger.FeedOptions.Start;
import io.dlrhub.testing.SettableClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {

  @TempDir Path folder;
  private final SettableClock clock = new SettableClock(Reports.RECEIVED);
  private Ledger ledger;

  @BeforeEach
  void open() {
    ledger = Ledgers.withSmallGenerations(Ledgers.options(folder.resolve("ledger.db"), clock));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  final long number(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(Ledgers.url(folder.resolve("ledger.db")));
        ResultSet row = connection.createStatement().executeQuery(Ledgers.sql(sql))) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Rows that only records removed had. */
  long leftovers() throws SQLException {
    return number("SELECT count(*) FROM run_page WHERE number < 3 * 4 * 65536");
  }

  private void append(int from, int to) {
    for (int next = from; next < to; next += 50) {
      ledger.append(Append.of(Reports.numbers(next, Math.min(to, next + 50))));
    }
  }

  private void awaitOldest(long seq) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(number("SELECT coalesce(min(first_seq), 0) FROM log"))
                    .isGreaterThanOrEqualTo(seq));
  }

  private Feed feed(String name, Start start) {
    return ledger.feed(new FeedOptions(name, Kinds.ALL, start));
  }

  /** A record a day, so that the clock is credible. */
  private void daysPass(int days) {
    for (int day = 0; day < days; day++) {
      clock.advance(Duration.ofDays(1));
      ledger.append(
          Append.of(List.of(Reports.number(1_000_000L + clock.instant().toEpochMilli()))));
    }
  }

  @Test
  void removesWhatIsOldAndForgetsItsIdentity() throws Exception {
    append(0, 400);
    daysPass(31);
    awaitOldest(401);
    await().atMost(LIMIT).until(() -> number("SELECT min(first_seq) FROM generation") >= 401);
    assertThat(leftovers()).isZero();
    assertThat(ledger.append(Append.of(Reports.numbers(0, 1))).stored()).hasSize(1);
  }

  @Test
  void keepsWhatAnOpenFeedHasNotPassed() throws Exception {
    Feed feed = feed("slow", Start.BEGINNING);
    append(0, 600);
    feed.advance(200);
    daysPass(40);
    awaitOldest(201);
    assertThat(number("SELECT min(first_seq) FROM log")).isEqualTo(201);
    feed.close();
    awaitOldest(601);
  }

  @Test
  void goesOnAtTheOldestRecordWithASinkThatWasOff() throws Exception {
    feed("off", Start.BEGINNING).close();
    append(0, 400);
    daysPass(31);
    awaitOldest(401);
    Feed feed = feed("off", Start.BEGINNING);
    Batch batch = feed.poll(10, Duration.ZERO);
    assertThat(batch.position(0)).isEqualTo(401);
    assertThat(ledger.sinks().get(0).lag()).isEqualTo(number("SELECT sum(count) FROM log"));
  }

  @Test
  void neverGivesASeqOutTwiceAfterTheLogWasEmptied() throws Exception {
    ledger.close();
    LedgerOptions halfADay =
        new LedgerOptions(
            Ledgers.url(folder.resolve("ledger.db")),
            null,
            null,
            Duration.ofHours(12),
            1L << 30,
            clock);
    ledger = Ledgers.withSmallGenerations(halfADay);
    Feed feed = feed("file", Start.BEGINNING);
    append(0, 200);
    feed.advance(200);
    clock.advance(Duration.ofHours(20));
    await().atMost(LIMIT).until(() -> number("SELECT count(*) FROM log") == 0);
    ledger.close();
    ledger = Ledgers.withSmallGenerations(halfADay);
    feed = feed("file", Start.BEGINNING);
    ledger.append(Append.of(Reports.numbers(900, 901)));
    Batch batch = feed.poll(10, Duration.ZERO);
    assertThat(batch).containsExactly(Reports.number(900));
    assertThat(batch.position(0)).isEqualTo(201);
  }

  @Test
  void waitsWhenTheClockHasJumped() throws Exception {
    append(0, 400);
    clock.advance(Duration.ofDays(400));
    await()
        .pollDelay(Duration.ofMillis(2500))
        .atMost(LIMIT)
        .until(() -> number("SELECT min(first_seq) FROM log") == 1);
  }

  @Test
  void closesALittleUsedGenerationByAge() throws Exception {
    append(0, 5);
    daysPass(4);
    await().atMost(LIMIT).until(() -> number("SELECT count(*) FROM generation") == 2);
  }

  @Test
  void stopsNoAppendAndNoCursorMeanwhile() throws Exception {
    append(0, 4000);
    AtomicBoolean stop = new AtomicBoolean();
    Feed feed = feed("live", Start.NOW);
    Thread appending =
        new Thread(
            () -> {
              for (int i = 0; !stop.get(); i++) {
                clock.advance(Duration.ofHours(1));
                ledger.append(Append.of(List.of(Reports.number(2_000_000L + i))));
              }
            });
    appending.start();
    long expected = 0;
    try {
      while (number("SELECT coalesce(min(first_seq), 0) FROM log") < 4000) {
        Batch batch = feed.poll(100, Duration.ofSeconds(10));
        for (int i = 0; i < batch.size(); i++) {
          assertThat(batch.position(i)).isEqualTo(expected == 0 ? 4001 : expected);
          expected = batch.position(i) + 1;
        }
        feed.advance(batch.positionAfter());
      }
    } finally {
      stop.set(true);
      appending.join();
    }
  }
}
