package io.dlrhub.ledger.sqlite.sinks;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.Feed;
import io.dlrhub.ledger.FeedOptions;
import io.dlrhub.ledger.FeedOptions.Kinds;
import io.dlrhub.ledger.FeedOptions.Start;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerObserver;
import io.dlrhub.ledger.Ledgers;
import io.dlrhub.ledger.Reports;
import io.dlrhub.ledger.sqlite.SqliteLedger;
import io.dlrhub.ledger.sqlite.file.HookedConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A sink that catches up while its position is saved behind its back. */
class ProgressTest {

  @TempDir Path folder;
  private final HookedConnector connector = new HookedConnector(new HookedConnector.Hook() {});
  private final CountDownLatch disk = new CountDownLatch(1);
  private volatile boolean failing;
  private Ledger ledger;
  private Feed feed;

  @BeforeEach
  void open() {
    ledger =
        SqliteLedger.open(
            Ledgers.options(folder.resolve("ledger.db")),
            new SqliteLedger.Internals(connector, 1000, Ledgers.PROBE_MILLIS));
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
    disk.countDown();
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
    feed.advanceSoon(next(500).positionAfter());
    await().until(() -> reach(1000) == 1000);
    feed.advanceSoon(next(500).positionAfter());
    assertThat(durable()).as("it keeps up again").isEqualTo(1500);
  }

  private long reach(long position) {
    feed.advanceSoon(position);
    return durable();
  }

  /** No save is committed meanwhile. */
  @Test
  void isWhereItCameToAfterAKillAtAnyMoment() throws Exception {
    ledger.append(Append.of(Reports.numbers(0, 5000)));
    holdSaves();
    List<Path> killed = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      feed.advanceSoon(next(1000).positionAfter());
      killed.add(copy("kill-" + i));
    }
    // Looked into afterwards: a save that falls due meanwhile would wait for the held one.
    for (int i = 1; i <= 3; i++) {
      assertThat(positionIn(killed.get(i - 1))).isEqualTo(1000 * i);
    }
  }

  /** The save that is due waits for the one before. */
  @Test
  void goesOnForAMomentOnlyWhileNothingIsSaved() throws Exception {
    ledger.append(Append.of(Reports.numbers(0, 5000)));
    holdSaves();
    Thread sink =
        new Thread(
            () -> {
              for (int position = 1; position < 4000; position++) {
                feed.advanceSoon(position);
                LockSupport.parkNanos(1_000_000);
              }
            });
    sink.start();
    await().until(() -> sink.getState() == Thread.State.WAITING);
    await()
        .during(Duration.ofMillis(1500))
        .atMost(LIMIT)
        .until(() -> sink.getState() == Thread.State.WAITING && durable() == 0);
    disk.countDown();
    await().until(() -> durable() > 0);
    sink.interrupt();
    sink.join(10_000);
  }

  @Test
  void doesNotBelieveWhatWasNotedBesideAnotherLedger() throws Exception {
    ledger.append(Append.of(Reports.numbers(0, 500)));
    Path shorter = copy("shorter");
    ledger.append(Append.of(Reports.numbers(500, 5000)));
    Path sameRun = copy("same-run");
    Path openedMeanwhile = copy("opened-meanwhile");
    assertThat(positionIn(openedMeanwhile)).isZero();
    feed.advanceSoon(next(1000).positionAfter());
    for (Path copy : List.of(shorter, sameRun, openedMeanwhile)) {
      Files.copy(beside(folder.resolve("ledger.db"), "-positions"), beside(copy, "-positions"));
    }
    assertThat(positionIn(sameRun)).isEqualTo(1000);
    assertThat(positionIn(openedMeanwhile)).as("of another run").isZero();
    assertThat(positionIn(shorter)).as("behind its end").isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 11, 19, 22})
  void repeatsWhenANoteIsCutShort(int length) throws Exception {
    assertThat(positionBesideNote(note -> Arrays.copyOf(note, length))).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 11, 18, 20})
  void repeatsWhenANoteIsDamaged(int index) throws Exception {
    assertThat(
            positionBesideNote(
                note -> {
                  note[index] ^= 1;
                  return note;
                }))
        .isZero();
  }

  private long positionBesideNote(UnaryOperator<byte[]> damage) throws Exception {
    ledger.append(Append.of(Reports.numbers(0, 5000)));
    holdSaves();
    feed.advanceSoon(next(1000).positionAfter());
    Path copy = copy("damaged");
    byte[] note = Files.readAllBytes(beside(copy, "-positions"));
    Files.write(beside(copy, "-positions"), damage.apply(note));
    return positionIn(copy);
  }

  @Test
  void isDurableAtOnceWhenNothingCanBeNoted() throws Exception {
    Files.createDirectory(folder.resolve("ledger.db-positions"));
    ledger.append(Append.of(Reports.numbers(0, 5000)));
    for (int i = 1; i <= 3; i++) {
      feed.advanceSoon(next(1000).positionAfter());
      assertThat(durable()).isEqualTo(1000 * i);
    }
  }

  private void deliverSomeAndGoBack() throws InterruptedException {
    ledger.append(Append.of(Reports.numbers(0, 2000)));
    Batch refused = next(1);
    feed.deadLetter(1, refused.lines().get(0), "no", 1);
    feed.advanceSoon(500);
    feed.takeBack(List.of(refused));
    assertThat(durable()).isZero();
  }

  @Test
  void goesBackThoughNothingCanBeNoted() throws Exception {
    Files.createDirectory(folder.resolve("ledger.db-positions"));
    deliverSomeAndGoBack();
  }

  /** A delivery that ends late must not take away what the next run has noted. */
  @Test
  void leavesTheNotesOfTheNextRunAlone() throws Exception {
    ledger.append(Append.of(Reports.numbers(0, 5000)));
    Feed late = feed;
    ledger.close();
    open();
    holdSaves();
    feed.advanceSoon(next(1000).positionAfter());
    assertThatThrownBy(() -> late.advanceSoon(10)).isInstanceOf(LedgerException.class);
    assertThat(positionAfterAKill("late")).isEqualTo(1000);
  }

  /** Else its notes would raise again what an operator lowers meanwhile. */
  @Test
  void leavesNoNotesWhenEverythingIsSaved() throws Exception {
    ledger.append(Append.of(Reports.numbers(0, 5000)));
    feed.advanceSoon(next(1000).positionAfter());
    Path ledgerFile = folder.resolve("ledger.db");
    assertThat(beside(ledgerFile, "-positions")).exists();
    feed.close();
    ledger.close();
    assertThat(beside(ledgerFile, "-positions")).doesNotExist();
    lowerByHand(ledgerFile, 300);
    open();
    assertThat(durable()).isEqualTo(300);
  }

  private static void lowerByHand(Path ledgerFile, long position) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledgerFile);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE sink SET position = " + position);
    }
  }

  @Test
  void leavesItsNotesWhenNotEverythingCouldBeSaved() throws Exception {
    ledger.append(Append.of(Reports.numbers(0, 5000)));
    failing = true;
    feed.advanceSoon(next(1000).positionAfter());
    feed.close();
    ledger.close();
    failing = false;
    open();
    assertThat(durable()).isEqualTo(1000);
  }

  private static Path beside(Path ledger, String suffix) {
    return Path.of(ledger + suffix);
  }

  /** The files as they are now, which is what a kill leaves. */
  private Path copy(String name) throws IOException {
    Path ledgerFile = folder.resolve("ledger.db");
    Path copy = folder.resolve(name + ".db");
    for (String suffix : List.of("", "-wal", "-positions")) {
      if (Files.exists(beside(ledgerFile, suffix))) {
        Files.copy(beside(ledgerFile, suffix), beside(copy, suffix));
      }
    }
    return copy;
  }

  private long positionAfterAKill(String name) throws IOException {
    return positionIn(copy(name));
  }

  private static long positionIn(Path file) {
    try (Ledger copied = Ledger.open(Ledgers.options(file))) {
      return copied.sinks().get(0).position();
    }
  }

  private void holdSaves() {
    connector.set(
        new HookedConnector.Hook() {
          @Override
          public void before(String sql) {
            if (sql.startsWith("UPDATE sink SET position") && disk.getCount() > 0) {
              await().atMost(LIMIT).until(() -> disk.getCount() == 0);
            }
          }
        });
  }

  @Test
  void isSavedAgainFromWhereASinkWentBackTo() throws Exception {
    deliverSomeAndGoBack();
    assertThat(positionAfterAKill("taken-back")).isZero();
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
