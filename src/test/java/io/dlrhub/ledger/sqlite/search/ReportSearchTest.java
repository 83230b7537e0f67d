package io.dlrhub.ledger.sqlite.search;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.Ledgers;
import io.dlrhub.ledger.ReportPage;
import io.dlrhub.ledger.ReportQuery;
import io.dlrhub.ledger.Reports;
import io.dlrhub.ledger.sqlite.SqliteLedger;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.file.HookedConnector;
import io.dlrhub.report.Channel;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.PhoneKey;
import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.report.Record;
import io.dlrhub.report.RecordJson;
import io.dlrhub.testing.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searching for reports, compared with a list of everything that was stored. */
class ReportSearchTest {

  private static final BooleanSupplier NEVER = () -> false;

  @TempDir Path folder;
  private final SettableClock clock = new SettableClock(Reports.RECEIVED);
  private final Random random = new Random(4711);
  private final List<Record> stored = new ArrayList<>();
  private Path at;
  private Ledger ledger;

  @BeforeEach
  void open() {
    ledger = Ledgers.withSmallGenerations(Ledgers.options(file(), clock));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private Path file() {
    return at == null ? folder.resolve("ledger.db") : at;
  }

  private long number(String sql) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        ResultSet row = connection.createStatement().executeQuery(sql)) {
      return row.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private void change(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file())) {
      connection.createStatement().executeUpdate(sql);
    }
  }

  private void append(List<? extends Record> records) {
    stored.addAll(ledger.append(Append.of(records)).stored());
  }

  /** Few phones and messages, written in several ways, so that every search finds some. */
  private DeliveryReport anyReport() {
    String digits = "1850000000" + random.nextInt(10);
    String phone = List.of("%s", "(86)%s", "+86%s", "0086%s").get(random.nextInt(4));
    DeliveryStatus status = DeliveryStatus.values()[random.nextInt(3)];
    String message = "session \"" + random.nextInt(20) + "\" 会话";
    return Reports.of("any", phone.formatted(digits), status, "r" + random.nextInt(1000))
        .toBuilder()
        .id(null)
        .messageId(message)
        .account("account-" + random.nextInt(3))
        .channel(random.nextBoolean() ? Channel.SMS : Channel.VIDEO)
        .receivedAt(clock.instant())
        .build();
  }

  private void appendAnything(int appends) {
    for (int i = 0; i < appends; i++) {
      clock.advance(Duration.ofSeconds(1));
      List<Record> records = new ArrayList<>();
      for (int n = random.nextInt(60); n >= 0; n--) {
        records.add(anyReport());
      }
      append(records);
      if (i % 10 == 0) {
        append(List.of(Reports.statistics(i, i)));
      }
    }
  }

  private void awaitIndexed() {
    await()
        .atMost(LIMIT)
        .until(
            () ->
                number("SELECT count(*) FROM generation WHERE phone_keys IS NULL") == 1
                    && number("SELECT count(*) FROM generation") > 1);
  }

  private static String key(String phone) {
    return PhoneKey.of(phone, new PhoneNumbers("CN").toE164(phone));
  }

  private List<DeliveryReport> expected(ReportQuery query) {
    List<DeliveryReport> all = new ArrayList<>();
    for (int i = stored.size() - 1; i >= 0; i--) {
      if (i + 1 < query.before() && stored.get(i) instanceof DeliveryReport report) {
        boolean wanted =
            (query.messageId() == null || report.messageId().equals(query.messageId()))
                && (query.phone() == null
                    || key(query.phone()).equals(PhoneKey.of(report.phone(), report.phoneE164())))
                && (query.status() == null || report.status() == query.status())
                && (query.since() == null || !report.receivedAt().isBefore(query.since()));
        if (wanted) {
          all.add(report);
        }
      }
    }
    return all;
  }

  private List<DeliveryReport> found(ReportQuery query, BooleanSupplier spent) throws SQLException {
    List<DeliveryReport> all = new ArrayList<>();
    long before = query.before();
    try (Database database = new Database(DriverManager.getConnection("jdbc:sqlite:" + file()))) {
      while (before > 0) {
        ReportPage page =
            new ReportSearch(database, from(query, before), key(query.phone()), spent).run();
        assertThat(page.lines()).hasSizeLessThanOrEqualTo(query.limit());
        assertThat(page.next()).as("goes on").isLessThan(before);
        assertThat(page.complete() || page.next() > 0).isTrue();
        page.lines().forEach(line -> all.add((DeliveryReport) RecordJson.read(line)));
        before = page.next();
      }
    }
    return all;
  }

  private static ReportQuery from(ReportQuery query, long before) {
    return new ReportQuery(
        query.messageId(), query.phone(), query.status(), query.since(), before, query.limit());
  }

  private ReportQuery anyQuery() {
    DeliveryReport like = anyReport();
    return new ReportQuery(
        random.nextInt(3) == 0 ? like.messageId() : null,
        random.nextInt(2) == 0 ? like.phone() : null,
        random.nextInt(3) == 0 ? like.status() : null,
        random.nextInt(3) == 0 ? Reports.RECEIVED.plusSeconds(random.nextInt(200)) : null,
        random.nextInt(3) == 0 ? 1 + random.nextInt(stored.size()) : Long.MAX_VALUE,
        10 + random.nextInt(90));
  }

  private static List<String> ids(List<DeliveryReport> reports) {
    return reports.stream().map(report -> report.id().toString()).toList();
  }

  private void compare(int queries) throws SQLException {
    for (int i = 0; i < queries; i++) {
      ReportQuery query = anyQuery();
      BooleanSupplier spent = i % 2 == 0 ? NEVER : () -> random.nextInt(4) == 0;
      assertThat(ids(found(query, spent))).as(query.toString()).isEqualTo(ids(expected(query)));
    }
  }

  @Test
  void findsWhatAListOfEverythingHas() throws SQLException {
    appendAnything(40);
    compare(60);
    awaitIndexed();
    appendAnything(20);
    compare(60);
    ledger.close();
    open();
    compare(60);
    awaitIndexed();
    compare(60);
  }

  @Test
  void looksAtFewRowsForAPhoneThatIsIndexed() throws SQLException {
    for (int from = 0; from < 4000; from += 50) {
      append(Reports.numbers(from, from + 50));
    }
    awaitIndexed();
    int[] rows = {0};
    BooleanSupplier counting = () -> ++rows[0] < 0;
    String phone = key(Reports.phone(77));
    ReportQuery query = new ReportQuery(null, phone, null, null, Long.MAX_VALUE, 10);
    assertThat(found(query, counting)).containsExactly(Reports.number(77));
    ReportQuery message = new ReportQuery("session-78", null, null, null, Long.MAX_VALUE, 10);
    assertThat(found(message, counting)).containsExactly(Reports.number(78));
    assertThat(rows[0]).as("a look at each generation and a row for each").isLessThan(60);
  }

  @Test
  void findsAllThatWasAcknowledgedWhileItIsSealedAndIndexed() throws Exception {
    AtomicInteger acknowledged = new AtomicInteger();
    CompletableFuture<Void> appending =
        CompletableFuture.runAsync(
            () -> {
              for (int from = 0; from < 6000; from += 20) {
                List<DeliveryReport> some = new ArrayList<>(Reports.numbers(from, from + 19));
                some.add(toOnePhone(from / 20));
                ledger.append(Append.of(some));
                acknowledged.incrementAndGet();
              }
            });
    int looks = 0;
    while (!appending.isDone() || looks < 5) {
      int least = acknowledged.get();
      List<DeliveryReport> reports =
          found(new ReportQuery(null, "13911111111", null, null, Long.MAX_VALUE, 77), NEVER);
      assertThat(reports).hasSizeGreaterThanOrEqualTo(least);
      for (int i = 0; i < reports.size(); i++) {
        assertThat(reports.get(i)).isEqualTo(toOnePhone(reports.size() - 1 - i));
      }
      looks++;
    }
    appending.join();
    awaitIndexed();
    assertThat(number("SELECT count(*) FROM generation")).isGreaterThan(20);
    assertThat(found(new ReportQuery(null, "13911111111", null, null, Long.MAX_VALUE, 1000), NEVER))
        .hasSize(300);
  }

  private static DeliveryReport toOnePhone(int number) {
    return Reports.of("one-" + number, "13911111111", DeliveryStatus.DELIVERED, null);
  }

  @Test
  void startsAnIndexOverThatWasCutShort() throws SQLException {
    appendAnything(40);
    awaitIndexed();
    ledger.close();
    // As if killed when half of the pages were written.
    change("UPDATE generation SET phone_keys = NULL");
    change("DELETE FROM run_page WHERE (number >> 16) % 4 = 3 AND (number >> 18) % 2 = 0");
    open();
    compare(60);
    awaitIndexed();
    compare(60);
  }

  @Test
  void findsTheSameWhereverTheIndexingIsKilled() throws Exception {
    ledger.close();
    List<Path> images = new ArrayList<>();
    HookedConnector connector = new HookedConnector(new HookedConnector.Hook() {});
    ledger =
        SqliteLedger.open(
            Ledgers.options(file(), clock),
            new SqliteLedger.Internals(connector, Ledgers.SMALL_GENERATION, Ledgers.PROBE_MILLIS));
    connector.set(
        new HookedConnector.Hook() {
          private boolean indexing;

          @Override
          public void before(String sql) {
            if (sql.contains("run_page (number, entries) SELECT") || sql.contains("phone_keys")) {
              indexing = true;
              take();
            }
          }

          @Override
          public void after(String sql) {
            if (indexing && sql.equals("COMMIT")) {
              indexing = false;
              take();
            }
          }

          private void take() {
            images.add(copyOfTheFiles(images.size()));
          }
        });
    appendAnything(40);
    awaitIndexed();
    connector.set(new HookedConnector.Hook() {});
    assertThat(images).hasSizeGreaterThan(15);
    for (Path image : images) {
      ledger.close();
      at = image;
      open();
      compare(12);
    }
    awaitIndexed();
    compare(60);
  }

  /** The writer waits meanwhile, so that they are as a kill would leave them. */
  private Path copyOfTheFiles(int number) {
    try {
      Path copy = folder.resolve("image-" + number + ".db");
      Files.copy(file(), copy);
      Files.copy(Path.of(file() + "-wal"), Path.of(copy + "-wal"));
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void saysThatItEndedEarlyAndGoesOnFromThere() throws SQLException {
    for (int from = 0; from < 90; from += 30) {
      append(Reports.numbers(from, from + 30));
    }
    ReportQuery query = new ReportQuery(null, Reports.phone(5), null, null, Long.MAX_VALUE, 10);
    try (Database database = new Database(DriverManager.getConnection("jdbc:sqlite:" + file()))) {
      ReportPage page = new ReportSearch(database, query, key(query.phone()), () -> true).run();
      assertThat(page.lines()).isEmpty();
      assertThat(page.complete()).isFalse();
      assertThat(page.next()).isEqualTo(61);
      page = new ReportSearch(database, from(query, 31), key(query.phone()), NEVER).run();
      assertThat(page.lines()).hasSize(1);
      assertThat(page.complete()).isTrue();
      assertThat(page.next()).isZero();
    }
  }

  @Test
  void bringsNoPageBackThatRetentionRemoves() throws SQLException {
    PhoneRun run = new PhoneRun(1);
    run.add("18512345678", 0);
    ledger.close();
    try (Database database = new Database(DriverManager.getConnection("jdbc:sqlite:" + file()))) {
      database.update("UPDATE generation SET state = 1");
      assertThat(PhoneIndexer.writePages(database, 1, run, 0)).isTrue();
      database.update("DELETE FROM run_page");
      database.update("UPDATE generation SET state = 2");
      assertThat(PhoneIndexer.writePages(database, 1, run, 0)).isFalse();
      assertThat(PhoneIndexer.writePages(database, 7, run, 0)).isFalse();
      assertThat(number("SELECT count(*) FROM run_page")).isZero();
    }
  }

  @Test
  void forgetsWhatRetentionRemoves() throws SQLException {
    appendAnything(40);
    awaitIndexed();
    for (int day = 0; day < 33; day++) {
      clock.advance(Duration.ofDays(1));
      append(List.of(anyReport()));
    }
    await().atMost(LIMIT).until(() -> number("SELECT min(first_seq) FROM log") > 900);
    await()
        .atMost(LIMIT)
        .until(
            () ->
                number("SELECT min(number) FROM run_page WHERE number > 0") >> 18
                    >= number("SELECT min(number) FROM generation"));
    long oldest = number("SELECT min(first_seq) FROM log");
    List<Record> gone = new ArrayList<>(Collections.nCopies((int) oldest - 1, null));
    gone.addAll(stored.subList((int) oldest - 1, stored.size()));
    stored.clear();
    stored.addAll(gone);
    compare(60);
  }

  @Test
  void endsAPageBeforeItGetsTooLarge() {
    List<DeliveryReport> large = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      large.add(Reports.number(i).toBuilder().description("x".repeat(900_000)).build());
    }
    large.forEach(one -> append(List.of(one)));
    ReportQuery query = new ReportQuery(null, null, null, null, Long.MAX_VALUE, 100);
    ReportPage page = ledger.inspect().reports(query);
    assertThat(page.lines()).hasSize(4);
    assertThat(page.complete()).isTrue();
    assertThat(ledger.inspect().reports(from(query, page.next())).lines()).hasSize(4);
  }

  @Test
  void readsNothingThatWasAppendedBefore() throws SQLException {
    appendAnything(10);
    Instant since = clock.instant().plusMillis(1);
    appendAnything(2);
    int[] rows = {0};
    ReportQuery query = new ReportQuery(null, null, null, since, Long.MAX_VALUE, 1000);
    assertThat(ids(found(query, () -> ++rows[0] < 0))).isEqualTo(ids(expected(query))).isNotEmpty();
    assertThat(rows[0]).isLessThan(10);
  }
}
