package io.dlrhub.ledger;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.FeedOptions.Kinds;
import io.dlrhub.ledger.FeedOptions.Start;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.PullElsewhere;
import io.dlrhub.report.PullIntent;
import io.dlrhub.report.Record;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances on one PostgreSQL. */
class SeveralInstancesTest {

  @TempDir Path folder;
  private String url;
  private Ledger one;
  private Ledger other;

  @BeforeEach
  void open() {
    url = PostgresServer.url(folder.resolve("ledger.db"));
    one = Ledger.open(LedgerOptions.of(url));
    other = Ledger.open(LedgerOptions.of(url));
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
  }

  private interface Work<T> {
    T on(Ledger ledger) throws Exception;
  }

  /** Both do it at the same instant. */
  private <T> List<T> atOnce(Work<T> first, Work<T> second) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    CyclicBarrier together = new CyclicBarrier(2);
    try {
      Future<T> here = threads.submit(() -> doOn(one, first, together));
      Future<T> there = threads.submit(() -> doOn(other, second, together));
      return List.of(here.get(), there.get());
    } finally {
      threads.shutdown();
    }
  }

  private static <T> T doOn(Ledger ledger, Work<T> work, CyclicBarrier together) throws Exception {
    together.await();
    return work.on(ledger);
  }

  private static Appended append(Ledger ledger, List<DeliveryReport> reports) {
    return ledger.append(Append.of(reports));
  }

  private static Feed feed(Ledger ledger, String sink) {
    return ledger.feed(new FeedOptions(sink, Kinds.ALL, Start.BEGINNING));
  }

  @Test
  void storeEachReportOnceAlthoughBothGetIt() throws Exception {
    int stored = 0;
    for (int round = 0; round < 30; round++) {
      List<DeliveryReport> reports = Reports.numbers(round * 100, round * 100 + 100);
      List<DeliveryReport> backwards = new ArrayList<>(reports);
      java.util.Collections.reverse(backwards);
      for (Appended answer :
          atOnce(ledger -> append(ledger, reports), ledger -> append(ledger, backwards))) {
        stored += answer.stored().size();
      }
    }
    assertThat(stored).isEqualTo(3000);
    List<Record> all = Ledgers.contents(one);
    assertThat(all).hasSize(3000).doesNotHaveDuplicates();
    assertThat(Ledgers.contents(other)).isEqualTo(all);
  }

  @Test
  void neverStoreUnknownAfterAFinalStatus() throws Exception {
    for (int round = 0; round < 50; round++) {
      String message = "m-" + round;
      String phone = Reports.phone(round);
      atOnce(
          ledger ->
              append(ledger, List.of(Reports.of(message, phone, DeliveryStatus.DELIVERED, "r"))),
          ledger ->
              append(ledger, List.of(Reports.of(message, phone, DeliveryStatus.UNKNOWN, "r"))));
    }
    List<String> seen = new ArrayList<>();
    for (Record record : Ledgers.contents(one)) {
      DeliveryReport report = (DeliveryReport) record;
      assertThat(seen).doesNotContain(report.messageId() + " delivered");
      seen.add(report.messageId() + " " + report.status().wireName());
    }
    assertThat(seen).filteredOn(text -> text.endsWith("delivered")).hasSize(50);
  }

  /** As one that was cut off from the server for longer than a lease finds it. */
  @Test
  void pullByNoIntentThatWasTakenOver() throws Exception {
    PullIntent mine = one.begin("ucloud", "default", "Pull");
    assertThat(one.isOpen(mine)).isTrue();
    assertThat(other.isOpen(mine)).isFalse();
    try (Connection server = DriverManager.getConnection(url);
        Statement statement = server.createStatement()) {
      server.setAutoCommit(false);
      statement.execute(
          "UPDATE lease SET until = clock_timestamp() - interval '1 second', owner = NULL");
      server.commit();
    }
    PullIntent theirs = other.begin("ucloud", "default", "Pull");
    assertThat(one.isOpen(mine)).isFalse();
    assertThat(other.isOpen(theirs)).isTrue();
  }

  @Test
  void pullOfAnAccountOneAtATime() {
    PullIntent mine = one.begin("ucloud", "default", "Pull");
    assertThatThrownBy(() -> other.begin("ucloud", "default", "Pull"))
        .isInstanceOf(PullElsewhere.class)
        .hasMessageContaining("another instance pulls");
    assertThat(other.begin("ucloud", "second", "Pull").number()).isPositive();
    one.cancel(mine);
    one.close();
    assertThat(other.begin("ucloud", "default", "Pull").number()).isPositive();
    assertThat(other.inDoubtCounts()).isEmpty();
  }

  @Test
  void replaceAPullerThatIsDeadAndCountItsPullInDoubt() throws Exception {
    one.begin("ucloud", "default", "Pull");
    sql(
        "UPDATE lease SET owner = gen_random_uuid(), until = clock_timestamp() WHERE name LIKE 'pull/%'");
    PullIntent theirs = other.begin("ucloud", "default", "Pull");
    assertThat(other.inDoubtCounts()).containsExactly(new InDoubtCount("ucloud", "default", 1));
    assertThatThrownBy(() -> one.begin("ucloud", "default", "Pull"))
        .hasMessageContaining("another instance pulls");
    other.cancel(theirs);
  }

  @Test
  void feedASinkOneAtATimeAndTakeOver() throws Exception {
    append(one, Reports.numbers(0, 10));
    try (Feed first = feed(one, "file");
        Feed second = feed(other, "file")) {
      Batch batch = first.poll(5, Duration.ZERO);
      assertThat(batch).hasSize(5);
      assertThat(second.poll(5, Duration.ZERO)).isEmpty();
      first.advance(batch.positionAfter());
      first.close();
      Batch rest = second.poll(100, LIMIT);
      assertThat(rest.position(0)).isEqualTo(6);
      second.advance(rest.positionAfter());
      assertThat(other.sinks().get(0).lag()).isZero();
    }
  }

  @Test
  void moveNothingThatAnotherHasTakenOver() throws Exception {
    append(one, Reports.numbers(0, 10));
    Feed first = feed(one, "file");
    Batch batch = first.poll(10, Duration.ZERO);
    sql("UPDATE lease SET owner = NULL WHERE name = 'sink/file'");
    Feed second = feed(other, "file");
    assertThat(second.poll(3, LIMIT)).hasSize(3);
    first.advance(batch.positionAfter());
    assertThat(other.sinks().get(0).position()).isZero();
    assertThat(first.poll(10, Duration.ZERO)).isEmpty();
    first.close();
    second.close();
  }

  @Test
  void countWhatBothStoredInOneHistory() {
    append(one, Reports.numbers(0, 5));
    append(other, Reports.numbers(3, 10));
    Instant now = Clock.systemUTC().instant();
    HistoryQuery lastHours =
        new HistoryQuery(now.minus(Duration.ofHours(2)), now, ChronoUnit.HOURS);
    assertThat(one.inspect().history(lastHours).points())
        .allSatisfy(point -> assertThat(point.status()).isEqualTo("delivered"))
        .extracting(History.Point::count)
        .satisfies(counts -> assertThat(counts.stream().mapToLong(n -> n).sum()).isEqualTo(10));
  }

  @Test
  void wakeAFeedWithRecordsOfTheOther() throws Exception {
    try (Feed feed = feed(one, "file")) {
      append(other, Reports.numbers(0, 1));
      assertThat(feed.poll(10, LIMIT)).hasSize(1);
    }
  }

  @Test
  void goOnAlthoughOneIsStoppedWhileItHoldsTheHead() throws Exception {
    try (Connection stopped = DriverManager.getConnection(url);
        Statement statement = stopped.createStatement()) {
      statement.execute("SET idle_in_transaction_session_timeout = '2s'");
      stopped.setAutoCommit(false);
      statement.execute("SELECT * FROM head FOR UPDATE");
      assertThat(append(other, Reports.numbers(0, 1)).stored()).hasSize(1);
    }
  }

  @Test
  void recoverFromConnectionsThatAreCut() throws Exception {
    append(one, Reports.numbers(0, 1));
    cutAll();
    await()
        .atMost(LIMIT)
        .ignoreExceptionsInstanceOf(LedgerException.class)
        .until(() -> append(one, Reports.numbers(1, 2)) != null);
    assertThat(one.health().writable()).isTrue();
    assertThat(Ledgers.contents(other)).hasSize(2);
  }

  @Test
  void acknowledgeNothingThatIsNotThereWhileConnectionsAreCut() throws Exception {
    List<DeliveryReport> acknowledged = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      if (i % 20 == 10) {
        cutAll();
      }
      List<DeliveryReport> reports = Reports.numbers(i, i + 1);
      try {
        append(i % 2 == 0 ? one : other, reports);
        acknowledged.addAll(reports);
      } catch (LedgerException e) {
        assertThat(e).hasMessageNotContaining("duplicate key");
      }
    }
    await()
        .atMost(LIMIT)
        .ignoreExceptionsInstanceOf(LedgerException.class)
        .until(() -> append(one, Reports.numbers(1000, 1001)) != null);
    assertThat(Ledgers.contents(one)).doesNotHaveDuplicates().containsAll(acknowledged);
  }

  @Test
  void refuseASessionThatDoesNotWaitForTheDisk() {
    assertThatThrownBy(
            () -> Ledger.open(LedgerOptions.of(url + "&options=-c%20synchronous_commit=off")))
        .isInstanceOf(UnusableLedger.class)
        .hasMessageContaining("synchronous_commit is off");
  }

  @Test
  void tellNoPhoneInAnError() throws Exception {
    sql("ALTER TABLE record ADD CONSTRAINT refused CHECK (seq < 0) NOT VALID");
    assertThatThrownBy(() -> append(one, Reports.numbers(0, 20)))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("refused")
        .hasStackTraceContaining("refused")
        .satisfies(
            failure ->
                assertThat(Throwables.getStackTrace(failure))
                    .doesNotContain("185000", "session-", "\\x7b"));
    sql("ALTER TABLE record DROP CONSTRAINT refused");
    assertThat(append(one, Reports.numbers(0, 20)).stored()).hasSize(20);
  }

  @Test
  void haveNoPasswordInTheirUrl() {
    assertThat(LedgerUrl.isAccepted("jdbc:postgresql://a,b:5433/dlr?targetServerType=primary"))
        .isTrue();
    assertThat(LedgerUrl.isAccepted("jdbc:postgresql://db/dlr?user=x&password=y")).isFalse();
    assertThat(LedgerUrl.isAccepted("jdbc:postgresql:dlr")).isFalse();
  }

  @Test
  void areToldWhatTheServerIs() {
    assertThat(LedgerUrl.look(LedgerOptions.of(url)))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("PostgreSQL 14.", "UTF8", "synchronous_commit on", "time zone"))
        .noneSatisfy(line -> assertThat(line).contains("clock"));
    assertThatThrownBy(
            () -> LedgerUrl.look(LedgerOptions.of(url + "&options=-c%20synchronous_commit=off")))
        .isInstanceOf(UnusableLedger.class);
    assertThatThrownBy(() -> LedgerUrl.look(LedgerOptions.of("jdbc:postgresql://127.0.0.1:1/none")))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("cannot be reached");
  }

  private void sql(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void cutAll() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet cut =
            statement.executeQuery(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()")) {
      assertThat(cut.next()).isTrue();
    }
  }

  /** An error of the JVM in the one thread that writes. */
  @Test
  void sayThatAWriterHasEndedAndTheOtherGoesOn() {
    Map<String, Throwable> uncaught = new ConcurrentHashMap<>();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((t, e) -> uncaught.put(t.getName(), e));
    try {
      one.observe(
          new LedgerObserver() {
            @Override
            public void stored(Record record) {
              throw new OutOfMemoryError("of this test");
            }
          });
      // Answered before the observer is told: it is durable.
      assertThat(append(one, Reports.numbers(0, 10)).stored()).hasSize(10);
      // Else the wait takes the handler's place and throws the error itself.
      await()
          .dontCatchUncaughtExceptions()
          .atMost(LIMIT)
          .until(() -> uncaught.containsKey("ledger-writer"));
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
    assertThat(uncaught.get("ledger-writer")).isInstanceOf(OutOfMemoryError.class);
    assertThat(one.health().problem()).contains("writer has ended");
    assertThatThrownBy(() -> append(one, Reports.numbers(10, 20)))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("writer has ended");
    assertThat(append(other, Reports.numbers(0, 10)).stored()).isEmpty();
  }
}
