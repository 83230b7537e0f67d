package io.dlrhub.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.FeedOptions.Kinds;
import io.dlrhub.ledger.FeedOptions.Start;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A sink that catches up while its position is saved behind its back. */
class ProgressTest {

  @TempDir Path folder;
  private final HookedConnector connector = new HookedConnector(new HookedConnector.Hook() {});
  private volatile boolean failing;
  private Ledger ledger;
  private Feed feed;

  @BeforeEach
  void open() {
    ledger =
        SqlLedger.open(
            Ledgers.options(folder.resolve("ledger.db")),
            new SqlLedger.Internals(connector, 1000, Ledgers.PROBE_MILLIS));
    connector.set(
        new HookedConnector.Hook() {
          @Override
          public void before(String sql) throws SQLException {
            if (failing && sql.startsWith("UPDATE sink SET position")) {
              throw new SQLiteException("told to fail", SQLiteErrorCode.SQLITE_CONSTRAINT);
            }
          }
        });
    feed = openFeed();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private Feed openFeed() {
    return ledger.feed(new FeedOptions("s", Kinds.ALL, Start.BEGINNING));
  }

  private long durable() {
    return ledger.sinks().get(0).position();
  }

  private boolean refuses(long position) {
    try {
      feed.advanceSoon(position);
      return false;
    } catch (LedgerException e) {
      return true;
    }
  }

  private Batch next(int atMost) throws InterruptedException {
    return feed.poll(atMost, Duration.ZERO);
  }

  @Test
  void isDurableAtOnceWhenNothingMoreWaits() throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      ledger.append(Append.of(Reports.numbers(i, i + 1)));
      feed.advanceSoon(next(10).positionAfter());
      assertThat(durable()).isEqualTo(i + 1);
    }
  }

  @Test
  void isDurableWhenTheFeedIsClosedInTheMiddle() throws InterruptedException {
    ledger.append(Append.of(Reports.numbers(0, 2000)));
    for (int i = 1; i <= 5; i++) {
      feed.advanceSoon(next(10).positionAfter());
    }
    feed.close();
    assertThat(durable()).isEqualTo(50);
  }

  @Test
  void followsBehindWhileMoreWaits() throws InterruptedException {
    ledger.append(Append.of(Reports.numbers(0, 2300)));
    feed.advanceSoon(next(500).positionAfter());
    await().until(() -> durable() == 500);
    feed.advanceSoon(next(500).positionAfter());
    await().until(() -> durable() == 1000);
    feed.advanceSoon(next(500).positionAfter());
    assertThat(durable()).as("it keeps up again").isEqualTo(1500);
  }

  /** The save of the first is under way, the second delivered: a third must wait. */
  @Test
  void isAtMostTwoDeliveriesAheadOfWhatIsCommitted() throws Exception {
    ledger.append(Append.of(Reports.numbers(0, 5000)));
    CountDownLatch disk = new CountDownLatch(1);
    holdSaves(disk);
    feed.advanceSoon(next(1000).positionAfter());
    Thread second = new Thread(() -> feed.advanceSoon(2000));
    second.start();
    await().until(() -> second.getState() == Thread.State.WAITING);
    await()
        .during(Duration.ofMillis(1500))
        .atMost(Duration.ofSeconds(3))
        .until(() -> second.isAlive() && durable() == 0);
    disk.countDown();
    second.join(10_000);
    assertThat(durable()).isGreaterThanOrEqualTo(1000);
    for (int position = 2001; position < 4000; position++) {
      feed.advanceSoon(position);
      assertThat(durable()).isGreaterThanOrEqualTo(position - 1);
    }
  }

  private void holdSaves(CountDownLatch until) {
    connector.set(
        new HookedConnector.Hook() {
          @Override
          public void before(String sql) {
            if (sql.startsWith("UPDATE sink SET position") && until.getCount() > 0) {
              await().atMost(Duration.ofSeconds(20)).until(() -> until.getCount() == 0);
            }
          }
        });
  }

  @Test
  void isSavedAgainFromWhereASinkWentBackTo() throws InterruptedException {
    ledger.append(Append.of(Reports.numbers(0, 2000)));
    Batch refused = next(1);
    feed.deadLetter(1, refused.lines().get(0), "no", 1);
    feed.advance(500);
    feed.takeBack(List.of(refused));
    assertThat(durable()).isZero();
    feed.advance(200);
    assertThat(durable()).isEqualTo(200);
    feed.close();
    ledger.close();
    open();
    assertThat(durable()).isEqualTo(200);
  }

  @Test
  void handsNothingOnTwiceThoughNoPositionCanBeSaved() throws InterruptedException {
    ledger.append(Append.of(Reports.numbers(0, 5000)));
    failing = true;
    Batch first = next(1000);
    feed.advanceSoon(first.positionAfter());
    Batch second = next(1000);
    assertThat(second.position(0)).isEqualTo(1001);
    await().until(() -> refuses(second.positionAfter()));
    assertThat(refuses(second.positionAfter())).as("until it can be saved").isTrue();
    feed.close();
    feed = openFeed();
    assertThat(next(1000).position(0)).isEqualTo(2001);
    assertThat(durable()).isZero();

    failing = false;
    feed.advanceSoon(3000);
    feed.settle();
    assertThat(durable()).isEqualTo(3000);
  }

  @Test
  void isSavedBeforeARecordIsGivenUp() throws InterruptedException {
    AtomicLong told = new AtomicLong();
    ledger.observe(
        new LedgerObserver() {
          @Override
          public void delivered(String sink, long records) {
            told.addAndGet(records);
          }
        });
    ledger.append(Append.of(Reports.numbers(0, 2000)));
    feed.advanceSoon(next(10).positionAfter());
    feed.advanceSoon(next(10).positionAfter());
    Batch refused = next(1);
    feed.deadLetter(refused.positionAfter(), refused.lines().get(0), "no", 1);
    assertThat(durable()).isEqualTo(21);
    assertThat(told).as("counted as delivered").hasValue(20);
    assertThat(ledger.sinks().get(0).deadLetters()).isEqualTo(1);
    assertThat(next(1).position(0)).isEqualTo(22);
  }
}
