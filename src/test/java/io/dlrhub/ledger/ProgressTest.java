package io.dlrhub.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.FeedOptions.Kinds;
import io.dlrhub.ledger.FeedOptions.Start;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
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
